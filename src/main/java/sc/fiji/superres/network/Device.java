package sc.fiji.superres.network;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.block.WrongUsage;

/** Where a network is run or trained. */
public enum Device {

		/** A GPU if the engine lists one, else the processor. */
		AUTO,

		/** The processor. */
		CPU,

		/** The first GPU that the engine lists. */
		GPU;

	/** How to get a GPU, which the suite does not bring the libraries for. */
	static final String REMEDY = "install libtorch 2.7.1 for CUDA 12.8, and before " +
		"the start set PYTORCH_LIBRARY_PATH to its folder lib, PYTORCH_VERSION=2.7.1 " +
		"and PYTORCH_FLAVOR=cu128";

	/**
	 * The GPUs of the engine.
	 *
	 * @param count their number
	 * @param why why there is none; empty if there are some
	 */
	record Gpus(int count, String why) {}

	/**
	 * Returns the device of a word.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           words
	 */
	public static Device of(final String word) {
		return EnumNames.find(Device.class, "device", word);
	}

	/**
	 * Returns what it stands for on this machine, starting the engine if needed.
	 *
	 * @return {@link #CPU} or {@link #GPU}
	 * @throws WrongUsage if it is a GPU and there is none; the message says why and
	 *           how to get one
	 */
	public Device here() {
		return this == CPU ? this : among(TorchEngine.gpus());
	}

	/** Returns what it stands for among some GPUs. */
	Device among(final Gpus gpus) {
		if (this == GPU && gpus.count() == 0) throw new WrongUsage("device=gpu: " +
			gpus.why() + ". Choose device=cpu, or " + REMEDY);
		return this == CPU || gpus.count() == 0 ? CPU : GPU;
	}

	/** Returns its word. */
	@Override
	public String toString() {
		return EnumNames.of(this);
	}
}
