package sc.fiji.superres.frontend.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.EventQueue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutlookTest {

	private final List<String> answers = Collections.synchronizedList(
		new ArrayList<>());

	/** A question that takes long keeps nobody waiting, and its answer is late. */
	@Test
	void onlyTheLatestIsAnswered() throws Exception {
		final CountDownLatch asked = new CountDownLatch(1);
		final CountDownLatch go = new CountDownLatch(1);
		final Outlook outlook = new Outlook();
		ask(outlook, () -> {
			asked.countDown();
			await(go);
			return "first";
		});
		await(asked);
		ask(outlook, () -> "second");
		ask(outlook, () -> "third on " + EventQueue.isDispatchThread());
		go.countDown();
		awaitAnswer();
		assertEquals(List.of("third on false"), answers);
	}

	@Test
	void refusalsSayWhy() throws Exception {
		final Outlook outlook = new Outlook();
		ask(outlook, () -> {
			throw new IllegalStateException("there is no disk");
		});
		awaitAnswer();
		assertEquals(List.of("refused: there is no disk"), answers);
	}

	@Test
	void whatIsForgottenIsNotAnswered() throws Exception {
		final CountDownLatch go = new CountDownLatch(1);
		final Outlook outlook = new Outlook();
		ask(outlook, () -> {
			await(go);
			return "forgotten";
		});
		outlook.forget();
		go.countDown();
		ask(outlook, () -> "kept");
		awaitAnswer();
		assertEquals(List.of("kept"), answers);
	}

	private void ask(final Outlook outlook,
		final Supplier<String> question)
	{
		outlook.ask(question, answers::add, why -> answers.add("refused: " + why));
	}

	private void awaitAnswer() throws Exception {
		while (answers.isEmpty())
			EventQueue.invokeAndWait(() -> {});
		EventQueue.invokeAndWait(() -> {});
	}

	private static void await(final CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (final InterruptedException exc) {
			throw new IllegalStateException(exc);
		}
	}
}
