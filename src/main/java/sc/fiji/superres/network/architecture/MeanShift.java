package sc.fiji.superres.network.architecture;

/**
 * Subtracts the mean of photographs from a network's input and adds it back, as
 * the published networks do: red, green and blue of DIV2K (Lim et al. 2017), or
 * their BT.601 luma.
 */
public final class MeanShift {

	private static final float[] RGB = { 0.4488f, 0.4371f, 0.4040f };
	private static final float[] LUMA = { 0.4368f };

	private MeanShift() {
		// Static methods only.
	}

	/** Adds the subtraction to a network, applied to its variable {@code x}. */
	public static void subtract(final ScriptModule net, final int channels) {
		final String mean = net.constant("mean", new int[] { 1, channels, 1, 1 },
			channels == 1 ? LUMA : RGB);
		net.line("x", "torch.sub(x, " + mean + ")");
	}

	/** Adds the addition, after the subtraction. */
	public static void add(final ScriptModule net) {
		net.line("x", "torch.add(x, self.mean)");
	}
}
