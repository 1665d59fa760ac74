package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.GraphicsEnvironment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImageJ;
import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import sc.fiji.superres.file.TemporaryFolder;

/**
 * Opens damaged images of all kinds: each is an image, or an exception of one
 * line; nothing is printed or left behind. On a screen, ImageJ's window is open:
 * a dialog that waits would be a hang.
 */
class MutatedImagesTest {

	private static final int IMAGES = 300;
	private static final int WIDTH = 40;
	private static final int HEIGHT = 30;

	/** Damage is more telling where the header is. */
	private static final int HEAD = 300;

	@TempDir
	private Path folder;

	@BeforeAll
	static void openWindows() {
		if (!GraphicsEnvironment.isHeadless()) new ImageJ(ImageJ.NO_SHOW);
	}

	/** Kinds of files, each written in several ways. */
	private enum Kind {

			TIF {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					final TestTiff tiff = new TestTiff(random.nextBoolean()
						? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN, random
							.nextBoolean());
					final int[][] types = { { 8, 1 }, { 16, 1 }, { 32, 3 }, { 8, 2 }, {
						1, 1 } };
					final int[] type = types[random.nextInt(types.length)];
					final int count = type[0] == 1 ? 1 : 1 + 2 * random.nextInt(2);
					for (int pages = 1 + random.nextInt(3); pages > 0; pages--) {
						final TestTiff.Page page = new TestTiff.Page(WIDTH, HEIGHT, (s, x,
							y) -> x * y % 7).type(type[0], type[1], count).tag(259,
								new int[] { 1, 5, 8, 32773 }[random.nextInt(4)]).tag(284, 1 +
									random.nextInt(2));
						if (random.nextBoolean()) page.tiles(16, 16);
						if (random.nextInt(4) == 0) page.describe("<OME><Image><Pixels " +
							"SizeX='40' SizeY='30' SizeC='1' SizeZ='" + pages +
							"' SizeT='1'/></Image></OME>");
						tiff.add(page);
					}
					return tiff.bytes();
				}
			},

			PNG {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					final int color = new int[] { 0, 2, 4, 6 }[random.nextInt(4)];
					return new TestPng(WIDTH, HEIGHT, 8 + 8 * random.nextInt(2), color,
						random.nextBoolean()).bytes((s, x, y) -> -1 - (s == 0 ? x : 0));
				}
			},

			JPG {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					return JpegFileTest.jpeg(1 + 2 * random.nextInt(2), random
						.nextBoolean());
				}
			},

			PGM {

				@Override
				byte[] write(final Random random, final Path folder) {
					return OtherKindsTest.pnm(1 + random.nextInt(6), random.nextInt(4) *
						85 + 1);
				}
			},

			DCM {

				@Override
				byte[] write(final Random random, final Path folder) {
					return OtherKindsTest.dicom(8 + 8 * random.nextInt(2), 0, 1 + random
						.nextInt(3));
				}
			},

			ZIP {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					return OtherKindsTest.zip("a.tif", TIF.write(random, folder));
				}
			},

			GIF {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					final Path file = folder.resolve("whole.gif");
					assertTrue(byImageJ(random).saveAsGif(file.toString()));
					return take(file);
				}
			},

			BMP {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					final Path file = folder.resolve("whole.bmp");
					assertTrue(byImageJ(random).saveAsBmp(file.toString()));
					return take(file);
				}
			},

			FITS {

				@Override
				byte[] write(final Random random, final Path folder)
					throws IOException
				{
					final Path file = folder.resolve("whole.fits");
					assertTrue(byImageJ(random).saveAsFits(file.toString()));
					return take(file);
				}
			};

		abstract byte[] write(Random random, Path folder) throws IOException;

		private static FileSaver byImageJ(final Random random) {
			final byte[] samples = new byte[WIDTH * HEIGHT];
			random.nextBytes(samples);
			return new FileSaver(new ImagePlus("", new ByteProcessor(WIDTH, HEIGHT,
				samples)));
		}

		private static byte[] take(final Path file) throws IOException {
			final byte[] bytes = Files.readAllBytes(file);
			Files.delete(file);
			return bytes;
		}
	}

	@Test
	void eachIsReadOrRefused() throws IOException {
		final Random random = new Random(14);
		for (int i = 0; i < IMAGES; i++) {
			final Kind kind = Kind.values()[i % Kind.values().length];
			final byte[] whole = kind.write(random, folder);
			final Path file = folder.resolve("damaged." + kind.name().toLowerCase());
			Files.write(file, damaged(whole, random));
			final String image = "image " + i + ", " + kind;
			assertTimeoutPreemptively(Duration.ofSeconds(10), () -> open(file,
				image), image);
			Files.delete(file);
		}
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(0, left.count());
		}
		assertEquals(0, leftovers());
	}

	// -- Helper methods --

	private static byte[] damaged(final byte[] whole, final Random random) {
		final byte[] bytes = whole.clone();
		for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
			final int most = random.nextInt(3) == 0 ? bytes.length : Math.min(
				bytes.length, HEAD);
			bytes[random.nextInt(most)] = (byte) random.nextInt();
		}
		return random.nextInt(4) > 0 ? bytes : Arrays.copyOf(bytes, random.nextInt(
			bytes.length));
	}

	private static void open(final Path file, final String image) {
		final PrintStream out = System.out;
		final PrintStream err = System.err;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		System.setErr(new PrintStream(printed, true));
		try {
			assertTrue(ImageFiles.open(file).getWidth() > 0);
		}
		catch (final IOException e) {
			assertEquals(1, e.getMessage().lines().count(), e.getMessage());
			assertTrue(e.getMessage().startsWith("Cannot open " + file), e
				.getMessage());
		}
		finally {
			System.setOut(out);
			System.setErr(err);
		}
		assertEquals("", printed.toString(StandardCharsets.UTF_8), image);
	}

	/** Counts what unpacked archives of this process left. */
	private static long leftovers() throws IOException {
		try (TemporaryFolder own = TemporaryFolder.make("superres-unzipped");
				Stream<Path> files = Files.list(own.path().getParent()))
		{
			final String name = own.path().getFileName().toString();
			final String mine = name.substring(0, name.lastIndexOf('-'));
			return files.filter(file -> file.getFileName().toString().startsWith(
				mine)).count() - 1;
		}
	}
}
