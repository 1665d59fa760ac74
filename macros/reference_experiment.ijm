// The reference experiment: each slice of a T1 brain MRI is shrunk by 2 and by 4, enlarged by bicubic, a network and the
// dictionary, and scored; a photograph is shrunk and enlarged by interpolations. Leaves in the folder of results, replacing
// what is there:
//   mri.csv, mri               PSNR and SSIM of each slice, scale and model; their plots, over the slice index too, and figures
//   resampling.csv             PSNR and SSIM of the photograph by each pair of interpolations; area is the mean of the pixels
//   resampling-area.csv, resampling-area, ...   the same and its plots and figures, by what shrank the photograph
//
// fiji --headless --run reference_experiment.ijm 'mri="/data/t1.tif",photograph="/data/photo.png",output="/data/results"'
#@ File (label = "T1 brain MRI, a stack", style = "open") mri
#@ File (label = "Photograph", style = "open") photograph
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Models", value = "bicubic,edsr-natural-x2,wdsr-natural-x4,dictionary-natural-x2,dictionary-natural-x4") models

setBatchMode(true);
File.makeDirectory(output);
output = output + File.separator;
compare(mri, "scale=2,4 models=[" + models + "]", "mri");

kernels = newArray("area", "bicubic", "lanczos4");
table = "kernel,image,slice,method,scale,psnr,ssim,seconds,megapixels\n";
for (i = 0; i < kernels.length; i++) {
	compare(photograph, "scale=2 models=nearest,bicubic,lanczos4 kernel=" + kernels[i], "resampling-" + kernels[i]);
	scores = split(File.openAsString(output + "resampling-" + kernels[i] + ".csv"), "\n");
	for (row = 1; row < scores.length; row++) table += kernels[i] + "," + scores[row] + "\n";
}
File.saveString(table, output + "resampling.csv");
print(table);

function compare(images, options, name) {
	before = nImages;
	run("Compare Methods...", "images=[" + images + "] " + options + " csv=[" + output + name + ".csv] plots=[" + output + name + "] overwrite=true");
	while (nImages > before) close();
}
