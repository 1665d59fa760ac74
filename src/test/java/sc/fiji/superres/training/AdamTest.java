package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AdamTest {

	/** Of values of about 1: one rounding of each of 5 steps. */
	private static final float TOLERANCE = 5e-7f;

	/**
	 * With PyTorch 1.13.1:
	 *
	 * <pre>
	 * p = torch.nn.Parameter(torch.tensor([0.5, -1.0, 0.25, 0.0]))
	 * opt = torch.optim.Adam([p], lr=1.0)
	 * for k in range(1, 6):
	 *     opt.param_groups[0]['lr'] = 0.01 * k
	 *     p.grad = torch.tensor([math.sin(k), -3 * k, 1e-3 * (k - 3), 1e-9 * k])
	 *     opt.step()
	 *     print(p)
	 * </pre>
	 */
	private static final float[][] PYTORCH = { //
		{ 0.49000001f, -0.99000001f, 0.259999961f, -0.000909090915f }, //
		{ 0.469974637f, -0.97069639f, 0.278643429f, -0.00354490173f }, //
		{ 0.444734037f, -0.941956341f, 0.300260574f, -0.00865171943f }, //
		{ 0.433246881f, -0.903539956f, 0.312307566f, -0.0169133805f }, //
		{ 0.438107342f, -0.855178058f, 0.304893106f, -0.0289632734f } };

	@Test
	void equalsThatOfPyTorch() {
		final float[] values = { 0.5f, -1, 0.25f, 0 };
		final Adam adam = new Adam(values.length);
		for (int k = 1; k <= PYTORCH.length; k++) {
			adam.update(values, gradient(k), 0.01 * k, k);
			assertArrayEquals(PYTORCH[k - 1], values, TOLERANCE, "step " + k);
		}
		// opt.state[p]
		final float[] mean = { -3.107726015e-02f, -3.943229914f, 8.588001947e-05f,
			1.314410025e-09f };
		final float[] variance = { 3.041177522e-03f, 4.945502281e-01f,
			9.980028359e-09f, 5.495002814e-20f };
		for (int i = 0; i < mean.length; i++) {
			assertEquals(1, adam.mean()[i] / mean[i], 1e-5);
			// 1 - 0.999f is less than 0.001f by 1.3e-5.
			assertEquals(1, adam.variance()[i] / variance[i], 2e-5);
		}
	}

	@Test
	void goesOnFromSavedMoments() {
		final float[] unbroken = { 0.5f, -1, 0.25f, 0 };
		final float[] broken = unbroken.clone();
		final Adam first = new Adam(4);
		final Adam second = new Adam(4);
		for (int k = 1; k <= 5; k++)
			first.update(unbroken, gradient(k), 0.01, k);
		for (int k = 1; k <= 2; k++)
			second.update(broken, gradient(k), 0.01, k);
		final Adam third = new Adam(second.mean().clone(), second.variance()
			.clone());
		for (int k = 3; k <= 5; k++)
			third.update(broken, gradient(k), 0.01, k);
		assertArrayEquals(unbroken, broken);
	}

	private static float[] gradient(final int k) {
		return new float[] { (float) Math.sin(k), -3 * k, 1e-3f * (k - 3), 1e-9f *
			k };
	}
}
