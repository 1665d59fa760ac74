package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.model.TrainingData.Image;

class ModelCardTest {

	@Test
	void tellsWhatAUserMustKnow() {
		final String card = ModelCard.of(TestDescriptions.description(), new TrainingData(
			List.of(new Image("a.png", "", "A", "CC0"), new Image("b.png", "", "B",
				"CC0"), new Image("c.png", "", "C", "a | b"))));
		for (final String line : List.of("# SRCNN natural x2",
			"| Authors | Ada Lovelace, Grace Hopper |", "| License | CC-BY-4.0 |",
			"| Set5 | PSNR (dB) | 33.66 | 36.50 |",
			"| Degradation | antialiased bicubic |", "| Seed | 4000000000 |",
			"| steps | 20000 |",
			"    superres train-network --images photos --seed 7", "| CC0 | 2 |",
			"| a \\| b | 1 |",
			"- Dong et al. 2015, https://doi.org/10.1109/TPAMI.2015.2439281"))
		{
			assertTrue(card.contains(line + "\n"), line + " not in\n" + card);
		}
		assertTrue(card.contains("1 channel by 2."), card);
	}

	@Test
	void leavesOutWhatIsNotKnown() {
		final ModelDescription d = TestDescriptions.description();
		final String card = ModelCard.of(new ModelDescription(d.about(), d.input(), d
			.output(), d.weights(), Map.of()), new TrainingData(List.of()));
		assertFalse(card.contains("## Training"), card);
		assertFalse(card.contains("## Figures"), card);
		assertTrue(card.contains("## Limits"), card);
	}
}
