/**
 * The values of a network: from the samples of an image and back, as a package
 * says. Begin reading at
 * {@link sc.fiji.superres.network.values.PackageValues}.
 */
package sc.fiji.superres.network.values;
