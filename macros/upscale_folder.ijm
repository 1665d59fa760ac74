// Enlarges every image of a folder by a model, and saves the results as TIFF.
// Results that are there already are replaced.
//
// fiji --headless --run upscale_folder.ijm 'input="/data/in",output="/data/out",model="srcnn-natural-x2"'
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Model", value = "srcnn-natural-x2") model

if (input == output) exit("The results would replace the images in " + input + ": choose another folder");
files = getFileList(input);
results = "/";
for (i = 0; i < files.length; i++) {
	if (!isImage(files[i])) continue;
	if (indexOf(results, "/" + toLowerCase(result(files[i])) + "/") >= 0)
		exit("Two images in " + input + " would go to " + result(files[i]) + ": rename one of them");
	results += toLowerCase(result(files[i])) + "/";
}
setBatchMode(true);
File.makeDirectory(output);
before = nImages;
for (i = 0; i < files.length; i++) {
	if (!isImage(files[i])) continue;
	open(input + File.separator + files[i]);
	run("Upscale Image...", "model=[" + model + "]");
	saveAs("Tiff", output + File.separator + result(files[i]));
	while (nImages > before) close();
}

function isImage(name) {
	return matches(toLowerCase(name), ".+\\.(tif|tiff|png|jpg|jpeg|gif|bmp|pgm|dcm|fits)");
}

// ImageJ would cut "cells.dapi" to "cells" if there was no ".tif".
function result(name) {
	return File.getNameWithoutExtension(name) + ".tif";
}
