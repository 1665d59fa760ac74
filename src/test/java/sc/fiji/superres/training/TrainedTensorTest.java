package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TrainedTensorTest {

	/** Float sums of 3 values, over 5 steps. */
	private static final float TOLERANCE = 2e-6f;

	/**
	 * With PyTorch 1.13.1, whose directions are as long as the square root of 2
	 * from the start on, as ours:
	 *
	 * <pre>
	 * w = torch.tensor([[0.5, -1.0, 0.25], [0.1, 0.2, -0.3]])
	 * g = torch.nn.Parameter(w.norm(dim=1, keepdim=True))
	 * v = torch.nn.Parameter(w * 2 ** 0.5 / w.norm(dim=1, keepdim=True))
	 * opt = torch.optim.Adam([g, v], lr=0.01)
	 * for k in range(1, 6):
	 *     plain = torch._weight_norm(v, g, 0)
	 *     opt.zero_grad()
	 *     (plain * torch.tensor([[1., -2, k], [-k, .5, 3]])).sum().backward()
	 *     opt.step()
	 *     print(torch._weight_norm(v, g, 0).flatten().tolist())
	 * </pre>
	 */
	private static final float[][] PYTORCH = { //
		{ 0.49978748f, -0.99160653f, 0.23794118f, 0.10498518f, 0.20185220f, -0.30954340f }, //
		{ 0.49903664f, -0.98310423f, 0.22696573f, 0.10980482f, 0.20358385f, -0.31917658f }, //
		{ 0.49815166f, -0.97449970f, 0.21622461f, 0.11474651f, 0.20517974f, -0.32882270f }, //
		{ 0.49715889f, -0.96579528f, 0.20563415f, 0.11985765f, 0.20668268f, -0.33844709f }, //
		{ 0.49605939f, -0.95699036f, 0.19517954f, 0.12519409f, 0.20816882f, -0.34799290f } };

	@Test
	void weightNormalisationEqualsThatOfPyTorch() {
		final TrainedTensor tensor = TrainedTensor.of(new float[] { 0.5f, -1, 0.25f,
			0.1f, 0.2f, -0.3f }, 2);
		for (int k = 1; k <= 5; k++) {
			tensor.update(new float[] { 1, -2, k, -k, 0.5f, 3 }, 0.01, k, 0);
			assertArrayEquals(PYTORCH[k - 1], tensor.plain(), TOLERANCE, "step " + k);
		}
	}

	@Test
	void startsAsItIs() {
		final float[] values = { 0.5f, -1, 0.25f, 0, 0, 0 };
		assertArrayEquals(values, TrainedTensor.of(values.clone(), 2).plain(),
			1e-7f);
		assertArrayEquals(values, TrainedTensor.of(values.clone(), 0).plain());
	}

	/** The decay is (1 + t) / (10 + t) until it reaches what was asked for. */
	@Test
	void averages() {
		final TrainedTensor tensor = TrainedTensor.of(new float[] { 1 }, 0);
		double average = 1;
		for (int t = 1; t <= 40; t++) {
			tensor.update(new float[] { 1 }, 0.01, t, 0.75);
			average += (1 - Math.min(0.75, (1.0 + t) / (10 + t))) * (tensor
				.plain()[0] - average);
			assertEquals(average, tensor.average()[0], 1e-6);
		}
	}
}
