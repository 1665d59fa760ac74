package sc.fiji.superres.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.UpscalerContractTest;

class NetworkUpscalerTest {

	@TempDir
	private static Path folder;

	@Nested
	class SrcnnX2 extends UpscalerContractTest {

		@Override
		protected Upscaler open() {
			return bare(TestNetworks.noisySrcnn(2, 1));
		}
	}

	@Nested
	class SrcnnX3InColor extends UpscalerContractTest {

		@Override
		protected Upscaler open() {
			return bare(TestNetworks.noisySrcnn(3, 3));
		}
	}

	/** Zeros at the border: mirroring the halo would change the result. */
	@Nested
	class ZeroPadded extends UpscalerContractTest {

		@Override
		protected Upscaler open() {
			return bare(TestNetworks.zeroPadded());
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 1, 9 }, { 40, 23 }, { 70, 51 } };
		}
	}

	/** Sizes are multiples of 4, so that planes are mirrored and cropped. */
	@Nested
	class Strided extends UpscalerContractTest {

		@Override
		protected Upscaler open() {
			return bare(TestNetworks.strided());
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 5, 9 }, { 41, 23 }, { 64, 50 } };
		}
	}

	/** The mean of the whole image goes into every pixel. */
	@Nested
	class Global extends UpscalerContractTest {

		@Override
		protected Upscaler open() {
			return bare(TestNetworks.global());
		}
	}

	private static Upscaler bare(final ScriptModule net) {
		try {
			return Networks.open(TestNetworks.write(folder, net));
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
