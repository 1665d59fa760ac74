package sc.fiji.superres.model;

import java.util.List;

/**
 * What a trained model is and who made it, in words.
 *
 * @param name the name by which users choose it
 * @param description what it does, one or two sentences
 * @param authors names; at least one is needed for writing
 * @param license SPDX identifier, for example {@code CC-BY-4.0}
 * @param documentation the file with the model card
 * @param cite what to cite
 * @param tags words by which to find it
 * @param timestamp when it was made, as ISO 8601
 */
public record About(String name, String description, List<String> authors,
	String license, String documentation, List<Citation> cite,
	List<String> tags, String timestamp)
{

	/** The file name of the model card in written packages. */
	public static final String CARD = "README.md";

	public About {
		authors = List.copyOf(authors);
		cite = List.copyOf(cite);
		tags = List.copyOf(tags);
	}

	/**
	 * A publication to cite.
	 *
	 * @param text authors, title, place, year
	 * @param doi its DOI, or an empty string
	 * @param url its address, or an empty string
	 */
	public record Citation(String text, String doi, String url) {}
}
