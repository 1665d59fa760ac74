package sc.fiji.superres.frontend.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests {@link VolumeJob}; VolumeJobIT runs it. */
class VolumeJobTest {

	@Test
	void tasksKeepAllCoresBusyAndHaveFewBlocks() {
		assertEquals(1, VolumeJob.tasks(1, 2));
		assertEquals(7, VolumeJob.tasks(7, 2));
		assertEquals(8, VolumeJob.tasks(20, 2));
		assertEquals(13, VolumeJob.tasks(100, 2));
		assertEquals(100, VolumeJob.tasks(100, 1024));
		assertEquals(15625, VolumeJob.tasks(125000, 1024));
	}
}
