/**
 * The commands about models: train, adapt, install, list, check and explain
 * them. Begin reading at {@link sc.fiji.superres.command.model.TrainNetwork}.
 */
package sc.fiji.superres.command.model;
