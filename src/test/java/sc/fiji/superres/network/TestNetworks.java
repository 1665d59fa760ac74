package sc.fiji.superres.network;

import java.util.Random;

/** Small networks with known sizes and random weights. */
final class TestNetworks {

	private TestNetworks() {
		// Static methods only.
	}

	/** SRCNN 9-5-5 in which every weight counts: halo 2 + 8 / scale. */
	static ScriptModule noisySrcnn(final int scale, final int channels) {
		final ScriptModule net = Srcnn.create(scale, channels, 5, 1);
		final Random random = new Random(1);
		for (final String layer : new String[] { "first_w", "middle_w",
			"last_w" })
		{
			final float[] weights = net.variable(layer).values();
			for (int i = 0; i < weights.length; i++)
				weights[i] += 0.01f * (float) random.nextGaussian();
		}
		return net;
	}

	/** x2, three convolutions padded with zeros: halo 3. */
	static ScriptModule zeroPadded() {
		final ScriptModule net = new ScriptModule("Zero", 1);
		net.line("x", net.conv("a", "x", 1, 8, 3, 1));
		net.line("x", "torch.relu(x)");
		net.line("x", net.conv("b", "x", 8, 8, 3, 1));
		net.line("x", net.conv("c", "x", 8, 4, 3, 1));
		net.line("x", "torch.pixel_shuffle(x, 2)");
		return net;
	}

	/** x2 after pooling by 4, which takes only multiples of 4. */
	static ScriptModule strided() {
		final ScriptModule net = new ScriptModule("Strided", 1);
		net.line("p",
			"torch.avg_pool2d(x, [4, 4], [4, 4], [0, 0], False, True, None)");
		net.line("p", net.conv("a", "p", 1, 64, 3, 1));
		net.line("p", "torch.pixel_shuffle(p, 8)");
		net.line("y", net.conv("b", "x", 1, 4, 3, 1));
		net.line("y", "torch.pixel_shuffle(y, 2)");
		net.line("x", "torch.add(p, y)");
		return net;
	}

	/** x2, the mean of the image added to each pixel. */
	static ScriptModule global() {
		final ScriptModule net = new ScriptModule("Global", 1);
		net.line("m", "torch.mean(x, [2, 3], True)");
		net.line("x", net.conv("a", "x", 1, 4, 3, 1));
		net.line("x", "torch.add(torch.pixel_shuffle(x, 2), m)");
		return net;
	}

	/** Two inputs. */
	static ScriptModule failing(final String statement) {
		final ScriptModule net = new ScriptModule("Failing", 1);
		net.line("x", net.conv("a", "x", 1, 4, 3, 1));
		net.line("x", statement);
		return net;
	}
}
