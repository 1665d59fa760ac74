// The reference experiment: a T1 brain MRI is shrunk by 2 and by 4, each slice is enlarged by every model and scored, and
// a photograph is shrunk and enlarged by interpolations. Leaves in the folder of results, replacing what is there:
//   mri-x2.csv, mri-x4.csv     PSNR and SSIM of each slice and model
//   mri-x2, mri-x4             their plots, over the slice index too, and a slice side by side
//   resampling.csv             PSNR and SSIM of each pair of interpolations; area is the mean of the pixels
//
// fiji --headless --run reference_experiment.ijm 'mri="/data/t1.tif",photograph="/data/photo.png",output="/data/out"'
#@ File (label = "T1 brain MRI, a stack", style = "open") mri
#@ File (label = "Photograph", style = "open") photograph
#@ File (label = "Folder of results", style = "directory") output
#@ String (label = "Models x2", value = "bicubic,edsr-natural-x2,dictionary-natural-x2") twice
#@ String (label = "Models x4", value = "bicubic,wdsr-natural-x4,dictionary-natural-x4") fourfold

setBatchMode(true);
compare(mri, 2, "bicubic", twice, "csv=[" + output + File.separator + "mri-x2.csv] plots=[" + output + File.separator + "mri-x2]");
compare(mri, 4, "bicubic", fourfold, "csv=[" + output + File.separator + "mri-x4.csv] plots=[" + output + File.separator + "mri-x4]");

kernels = newArray("area", "bicubic", "lanczos4");
text = "shrunk by,enlarged by,psnr,ssim\n";
for (i = 0; i < kernels.length; i++) {
	compare(photograph, 2, kernels[i], "nearest,bicubic,lanczos4", "");
	for (row = 0; row < nResults; row++)
		text += kernels[i] + "," + getResultString("Method", row) + "," + d2s(getResult("PSNR (dB)", row), 3) + "," + d2s(getResult("SSIM", row), 4) + "\n";
}
File.saveString(text, output + File.separator + "resampling.csv");
print(text);

function compare(images, scale, kernel, models, files) {
	run("Compare Methods...", "images=[" + images + "] scale=" + scale + " kernel=" + kernel + " models=[" + models + "] " + files + " overwrite=true");
	close("*");
}
