package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.measure.ResultsTable;

class ShownResultsTest {

	private final ResultsTable results = ResultsTable.getResultsTable();

	@BeforeEach
	@AfterEach
	void empty() {
		results.reset();
	}

	/** Otherwise, they would enter the user's means as 0. */
	@Test
	void whatARowDoesNotMeasureIsNoNumber() {
		results.addRow();
		results.addValue("Area", 12);
		results.addValue("Label", "cells");
		final ResultsTable table = new ResultsTable();
		table.addRow();
		table.addValue("Resolution", 2.5);
		ShownResults.append(table);
		assertEquals(2, results.size());
		assertTrue(Double.isNaN(results.getValue("Area", 1)));
		assertEquals("", results.getStringValue("Label", 1));
		assertEquals(2.5, results.getValue("Resolution", 1));
		assertEquals(12, results.getValue("Area", 0));
	}
}
