package sc.fiji.superres.block;

import java.util.ArrayList;
import java.util.List;

/** Keeps what the user should know, and never stops. */
public final class KeptNotes implements Progress {

	private final List<String> lines = new ArrayList<>();

	@Override
	public void update(final double fraction, final String what) {
		// Not kept.
	}

	@Override
	public boolean cancelled() {
		return false;
	}

	@Override
	public void note(final String line) {
		lines.add(line);
	}

	/** Returns the notes so far, in their order. */
	public List<String> lines() {
		return lines;
	}
}
