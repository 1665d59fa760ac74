package sc.fiji.superres.filter;

import sc.fiji.superres.block.BlockOperation;

/** An operation on planes of one channel that keeps their size. */
public interface PlaneFilter extends BlockOperation {

	@Override
	default int channels() {
		return 1;
	}

	@Override
	default double scale(final int axis) {
		return 1;
	}
}
