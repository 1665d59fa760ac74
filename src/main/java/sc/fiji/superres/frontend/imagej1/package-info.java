/**
 * Steps in the menu of plain ImageJ, which has no SciJava.
 * <p>
 * Nothing here refers to a concrete command. Begin reading at
 * {@link sc.fiji.superres.frontend.imagej1.StepRun}.
 * </p>
 */
package sc.fiji.superres.frontend.imagej1;
