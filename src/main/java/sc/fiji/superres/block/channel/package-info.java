/**
 * The channels of an image, whatever holds its samples: the range and the
 * statistics of their intensities, and gray channels through methods of three.
 * Begin reading at {@link
 * sc.fiji.superres.block.channel.ChannelIntensities}.
 */
package sc.fiji.superres.block.channel;
