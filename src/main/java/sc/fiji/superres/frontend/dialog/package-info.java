/**
 * The dialog of a step, the same in Fiji and in plain ImageJ, derived from its
 * declaration.
 * <p>
 * Nothing here refers to a concrete command. Begin reading at
 * {@link sc.fiji.superres.frontend.dialog.StepDialog}.
 * </p>
 */
package sc.fiji.superres.frontend.dialog;
