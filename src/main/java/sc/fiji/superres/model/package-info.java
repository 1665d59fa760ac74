/**
 * The package of a trained model: its BioImage.IO description (RDF 0.4 and
 * 0.5), card, provenance, checksums and test tensors.
 * <p>
 * Running a network lives in {@code network}, applying a dictionary in {@code
 * dictionary}. Begin reading at {@link sc.fiji.superres.model.ModelPackage}.
 * </p>
 */
package sc.fiji.superres.model;
