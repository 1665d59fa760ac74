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

	@Test
	void messagesAreBrokenBetweenWords() {
		assertEquals("short", ShownResults.wrapped("short"));
		final String message = "There is no model 'x': choose one of " + "edsr-natural-x2, "
			.repeat(20) + "or a file";
		final String wrapped = ShownResults.wrapped(message);
		assertTrue(wrapped.lines().allMatch(line -> line.length() <= 90), wrapped);
		assertEquals(message, wrapped.replace('\n', ' '));
	}

	/** A path without spaces is not broken. */
	@Test
	void longWordsStay() {
		final String path = "/" + "x".repeat(200);
		assertEquals("There is no file\n" + path, ShownResults.wrapped("There is no file " +
			path));
	}
}
