// Sharpens the fine structure of an image, enlarges it by a model, and saves the result.
// A result that is there already is replaced.
//
// fiji --headless --run preprocess_then_upscale.ijm 'input="/data/in.tif",output="/data/out.tif",cutoff=8,gain=0.5,model="srcnn-natural-x2"'
#@ File (label = "Image") input
#@ File (label = "Result", style = "save") output
#@ Double (label = "Sharpen what is finer than (pixels)", value = 8) cutoff
#@ Double (label = "Gain", value = 0.5) gain
#@ String (label = "Model", value = "srcnn-natural-x2") model

setBatchMode(true);
before = nImages;
open(input);
run("Fourier High-Pass...", "pass=high cutoff=" + cutoff + " gain=" + gain + " depth=same");
run("Upscale Image...", "model=[" + model + "]");
saveAs("Tiff", output);
while (nImages > before) close();
