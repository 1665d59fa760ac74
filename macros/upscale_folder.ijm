// Enlarges every image of a folder by a model, and saves the results as TIFF.
// Results that are there already are replaced.
//
// fiji --headless --run upscale_folder.ijm 'input="/data/in",output="/data/out",model="srcnn-natural-x2"'
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Model", value = "srcnn-natural-x2") model

if (input == output) exit("The results would replace the images in " + input + ": choose another folder");
setBatchMode(true);
files = getFileList(input);
for (i = 0; i < files.length; i++) {
	if (!matches(toLowerCase(files[i]), ".+\\.(tif|tiff|png|jpg|jpeg|gif|bmp|pgm|dcm|fits)")) continue;
	open(input + File.separator + files[i]);
	run("Upscale Image...", "model=[" + model + "]");
	// ImageJ would cut "cells.dapi" to "cells" if there was no ".tif".
	saveAs("Tiff", output + File.separator + File.getNameWithoutExtension(files[i]) + ".tif");
	close("*");
}
