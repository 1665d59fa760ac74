package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

/** Tests the look-up of the image that a calling thread means. */
class CallersImageTest {

	/** This fails where an update of ImageJ names its table otherwise. */
	@Test
	void tableOfImageJIsFound() throws Exception {
		assertTrue(Map.class.isAssignableFrom(WindowManager.class.getDeclaredField(
			"tempImageTable").getType()));
	}

	@Test
	void eachThreadHasItsOwn() {
		final ImagePlus image = new ImagePlus("own", new ByteProcessor(4, 3));
		final Thread caller = new Thread(() -> {});
		final Thread other = new Thread(() -> {});
		try {
			WindowManager.setTempCurrentImage(caller, image);
			assertSame(image, CallersImage.image(caller));
			assertNull(CallersImage.image(other));
			assertNull(CallersImage.image(null));
		}
		finally {
			WindowManager.setTempCurrentImage(caller, null);
		}
		assertNull(CallersImage.image(caller));
	}
}
