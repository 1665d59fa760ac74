// Measures how well the z axis of a stack comes back: makes a stack with cubic
// voxels coarse along z, lets a network learn from the coarse stack, and compares
// it with interpolations on the stack itself: a table of scores, and a figure of
// an xz plane by each method.
//
// fiji --headless --run axial_experiment.ijm 'stack="/data/brain.tif",factor=4,fwhm=1,photons=0,minutes=10,output="/data/out"'
#@ File (label = "Stack with cubic voxels") stack
#@ Integer (label = "Factor", value = 4) factor
#@ Double (label = "Slice profile (FWHM in coarse slices, 0 for none)", value = 1) fwhm
#@ Integer (label = "Photons at full range, 0 for no noise", value = 0) photons
#@ Double (label = "Minutes of training", value = 10) minutes
#@ File (label = "Folder of results", style = "directory") output

if (!File.exists(output)) File.makeDirectory(output);
network = output + File.separator + "axial-experiment";
acquisition = "axis=z scale=" + factor + " fwhm=" + fwhm * factor + " photons=" + photons;
profile = "" + fwhm;
if (fwhm == 0) profile = "none";
setBatchMode(true);
open(stack);
rename("stack");
run("Degrade Image...", acquisition + " depth=32-bit");
run("Restore Axial Resolution...", "factor=" + factor + " fwhm=" + profile + " minutes=" + minutes +
	" model=[" + network + "] overwrite=true");
saveAs("Tiff", output + File.separator + "network.tif");
selectWindow("stack");
run("Compare Methods...", acquisition + " models=[bilinear,bicubic,lanczos3," + network + "] csv=[" + output +
	File.separator + "scores.csv] plots=[" + output + "] overwrite=true");
for (i = 0; i < nResults; i++)
	print(getResultString("Method", i) + ": " + getResultString("PSNR of volumes (dB)", i) + " dB");
