package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import ij.measure.ResultsTable;

/** Tests {@link TableText}. */
class TableTextTest {

	@Test
	void columnsAreAligned() {
		final ResultsTable table = new ResultsTable();
		for (final String method : new String[] { "bicubic", "lanczos3" }) {
			table.incrementCounter();
			table.addValue("Method", method);
			table.addValue("PSNR (dB)", 100.0 / method.length());
			table.addValue("How", "x2");
		}
		table.setDecimalPlaces(table.getColumnIndex("PSNR (dB)"), 4);
		assertEquals("Method    PSNR (dB)  How\nbicubic   14.2857    x2\n" +
			"lanczos3  12.5000    x2", TableText.of(table).replace(System
				.lineSeparator(), "\n"));
	}

	@Test
	void tableWithoutRowsIsItsHeadings() {
		assertEquals("", TableText.of(new ResultsTable()));
	}
}
