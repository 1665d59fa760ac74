package sc.fiji.superres.frontend.dialog;

import java.awt.EventQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

import sc.fiji.superres.block.Failures;

/**
 * Finds the expected result off the event thread, one question at a time; only
 * the latest question is answered.
 */
final class Outlook {

	private final AtomicInteger latest = new AtomicInteger();

	/**
	 * Asks for the expected result of the current choices. Answers come on the
	 * event thread.
	 *
	 * @param question evaluated in another thread
	 * @param told receives the answer
	 * @param refused receives the reason if the step would fail
	 */
	void ask(final Supplier<String> question, final Consumer<String> told,
		final Consumer<String> refused)
	{
		final int number = latest.incrementAndGet();
		final Thread thread = new Thread(() -> look(number, question, told, refused),
			"Outlook");
		thread.setDaemon(true);
		thread.start();
	}

	/** Drops the current question. */
	void forget() {
		latest.incrementAndGet();
	}

	// -- Helper methods --

	private synchronized void look(final int number,
		final Supplier<String> question, final Consumer<String> told,
		final Consumer<String> refused)
	{
		if (number != latest.get()) return;
		Runnable answer;
		try {
			final String text = question.get();
			answer = () -> told.accept(text);
		}
		catch (final RuntimeException exc) {
			answer = () -> refused.accept(Failures.message(exc));
		}
		answerLatest(number, answer);
	}

	private void answerLatest(final int number, final Runnable answer) {
		EventQueue.invokeLater(() -> {
			if (number == latest.get()) answer.run();
		});
	}
}
