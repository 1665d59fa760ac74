// Measures how well the z axis of a stack comes back: makes a stack with cubic
// voxels coarse along z, restores it by cubic interpolation and by a network that
// learns from the coarse stack, and scores both against the stack itself. Shows
// the middle xz plane of the stack, cubic interpolation and the network.
//
// fiji --headless --run axial_experiment.ijm 'stack="/data/brain.tif",factor=4,fwhm=1,photons=0,minutes=10,output="/data/out"'
#@ File (label = "Stack with cubic voxels") stack
#@ Integer (label = "Factor", value = 4) factor
#@ Double (label = "Slice profile (FWHM in coarse slices, 0 for none)", value = 1) fwhm
#@ Integer (label = "Photons at full range, 0 for no noise", value = 0) photons
#@ Double (label = "Minutes of training", value = 10) minutes
#@ File (label = "Folder of results", style = "directory") output

function shown(title, name) {
	rename(title);
	saveAs("Tiff", output + File.separator + name + ".tif");
	rename(title);
}

function plane(title) {
	selectWindow(title);
	run("Reslice [/]...", "output=1 start=Top");
	setSlice(floor(nSlices / 2));
	run("Duplicate...", "title=xz-" + title);
}

if (!File.exists(output)) File.makeDirectory(output);
setBatchMode(true);
open(stack);
run("32-bit");
// Whole coarse slices only.
run("Duplicate...", "title=stack duplicate range=1-" + (nSlices - nSlices % factor));
run("Degrade Image...", "axis=z scale=" + factor + " fwhm=" + fwhm * factor + " photons=" + photons);
shown("coarse", "coarse");
run("Resample Image...", "scale=1 z=" + factor);
shown("cubic", "cubic");
selectWindow("coarse");
profile = "" + fwhm;
if (fwhm == 0) profile = "none";
run("Restore Axial Resolution...", "factor=" + factor + " fwhm=" + profile + " minutes=" + minutes);
shown("network", "network");

names = newArray("cubic", "network");
for (i = 0; i < names.length; i++) {
	imageCalculator("Subtract create 32-bit stack", "stack", names[i]);
	run("Square", "stack");
	Stack.getStatistics(voxels, mean);
	close();
	selectWindow("stack");
	Stack.getStatistics(voxels, average, min, max);
	print(names[i] + ": " + d2s(10 * log((max - min) * (max - min) / mean) / log(10), 2) + " dB");
}
plane("stack");
plane("cubic");
plane("network");
run("Combine...", "stack1=xz-stack stack2=xz-cubic");
run("Combine...", "stack1=[Combined Stacks] stack2=xz-network");
saveAs("PNG", output + File.separator + "xz.png");
