/** The runs of volumes on Apache Spark, which brings its own libraries. */
package sc.fiji.superres.frontend.spark;
