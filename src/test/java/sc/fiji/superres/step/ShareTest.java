package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@link Share}. */
class ShareTest {

	@ParameterizedTest
	@CsvSource({ "0, 3", "1, 3", "0, 1", "1, 1", "0, 7", "1, 7" })
	void sharesAreThePartsOfTheWhole(final int first, final int count) {
		for (int item = 0; item < 50; item++) {
			final int i = item;
			assertEquals(1, IntStream.range(first, first + count).filter(
				index -> new Share(index, count).has(i)).count(), "item " + item);
		}
	}

	@ParameterizedTest
	@CsvSource({ "-1, 3", "4, 3", "0, 0", "0, -2" })
	void wrongNumbers(final int index, final int count) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new Share(index, count)).getMessage();
		assertTrue(message.contains(Integer.toString(count)), message);
	}

	@Test
	void slurm() {
		assertEquals(Share.ALL, Share.ofSlurm(Map.of()));
		assertEquals(new Share(0, 10), Share.ofSlurm(slurm("1", "1", "10", "10")));
		assertEquals(new Share(9, 10), Share.ofSlurm(slurm("9", "0", "9", "10")));
		assertEquals(new Share(1, 2), Share.ofSlurm(slurm("8", "7", "8", "2")));
	}

	@Test
	void badSlurm() {
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Share.ofSlurm(
			slurm("3", "3", "7", "2"))).getMessage().contains("with gaps"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Share.ofSlurm(
			slurm("3", "3", "7", "many"))).getMessage().contains(
				"SLURM_ARRAY_TASK_COUNT=many"));
	}

	private static Map<String, String> slurm(final String id, final String min,
		final String max, final String count)
	{
		final Map<String, String> variables = new HashMap<>();
		variables.put("SLURM_ARRAY_TASK_ID", id);
		variables.put("SLURM_ARRAY_TASK_MIN", min);
		variables.put("SLURM_ARRAY_TASK_MAX", max);
		variables.put("SLURM_ARRAY_TASK_COUNT", count);
		return variables;
	}
}
