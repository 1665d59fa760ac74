package sc.fiji.superres.file;

/** Names of temporary files of processes, for tests of other packages. */
public final class TestOwner {

	private TestOwner() {
		// Static methods only.
	}

	/** Returns what stands for this process in the names of files. */
	public static String self() {
		return Owner.id();
	}

	/** Returns what stands for a process of this machine that was killed. */
	public static String dead() {
		return Owner.id(0xffffffffL);
	}
}
