// Enlarges every image of a folder by a model, and saves the results as TIFF.
//
// fiji --headless --run upscale_folder.ijm 'input="/data/in",output="/data/out",model="srcnn-natural-x2"'
#@ File (label = "Folder of images", style = "directory") input
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Model", value = "srcnn-natural-x2") model

setBatchMode(true);
files = getFileList(input);
for (i = 0; i < files.length; i++) {
	if (endsWith(files[i], "/")) continue;
	open(input + File.separator + files[i]);
	run("Upscale Image...", "model=" + model);
	saveAs("Tiff", output + File.separator + File.getNameWithoutExtension(files[i]));
	close("*");
}
