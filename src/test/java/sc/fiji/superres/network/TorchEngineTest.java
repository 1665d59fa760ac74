package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Tests how {@link TorchEngine} keeps the loggers of others quiet. */
class TorchEngineTest {

	/** A level, as that of Logback. */
	public static final class Level {

		public static final Level WARN = new Level();
		public static final Level ERROR = new Level();
	}

	/** A logger with a level, as that of Logback. */
	public static final class Logger {

		private Level level = Level.WARN;

		public void setLevel(final Level other) {
			level = other;
		}
	}

	/** A logger whose level is something else. */
	public static final class OtherLogger {

		public void setLevel(final int level) {
			throw new IllegalStateException("not asked for");
		}
	}

	@Test
	void loggerWithALevelWritesErrorsAlone() {
		final Logger logger = new Logger();
		TorchEngine.quiet(logger);
		assertSame(Level.ERROR, logger.level);
	}

	@Test
	void otherLoggersStayAsTheyAre() {
		assertDoesNotThrow(() -> TorchEngine.quiet(new OtherLogger()));
		assertDoesNotThrow(() -> TorchEngine.quiet(new Object()));
	}
}
