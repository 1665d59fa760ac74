// Shrinks high-resolution images, enlarges them by several models, and saves scores and figures.
// Files that are there already are replaced.
//
// fiji --headless --run compare_methods.ijm 'input="/data/high",models="bicubic,srcnn-natural-x2",scale=2,output="/data/comparison"'
#@ File (label = "Folder of high-resolution images", style = "directory") input
#@ String (label = "Models, separated by commas", value = "bicubic,srcnn-natural-x2") models
#@ Integer (label = "Scale factor", value = 2) scale
#@ File (label = "Folder of scores and figures", style = "directory") output

File.makeDirectory(output);
first = nResults;
run("Compare Methods...", "images=[" + input + "] models=[" + models + "] scale=" + scale +
	" csv=[" + output + File.separator + "scores.csv] plots=[" + output + File.separator + "figures] overwrite=true");
for (i = first; i < nResults; i++) {
	print(getResultString("Method", i) + ": " + getResult("PSNR (dB)", i) + " dB, SSIM " + getResult("SSIM", i));
}
