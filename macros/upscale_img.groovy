// Hands an image of ImgLib2 to the suite's Java API, and saves what comes back. Ends with exit code 1 if that fails.
//
// fiji --headless --run upscale_img.groovy 'input="/data/in.tif",output="/data/out.tif",model="srcnn-natural-x2"'
#@ File (label = "Image, of which the first plane is taken") input
#@ File (label = "Result", style = "save") output
#@ String (label = "Model", value = "srcnn-natural-x2") model

import ij.ImagePlus
import ij.process.FloatProcessor
import net.imglib2.img.array.ArrayImgs
import net.imglib2.view.Views
import sc.fiji.superres.block.Progress
import sc.fiji.superres.image.EnlargeSettings
import sc.fiji.superres.image.file.ImageFiles
import sc.fiji.superres.image.ImgEnlarger
import sc.fiji.superres.method.Methods

try {
	def plane = ImageFiles.open(input.toPath()).getProcessor().convertToFloatProcessor()
	def img = ArrayImgs.floats((float[]) plane.pixels, plane.width, plane.height)

	def upscaler = Methods.named(model).open("")
	def large
	try {
		large = ImgEnlarger.enlarge(img, upscaler, EnlargeSettings.of(model), Progress.NONE)
	}
	finally {
		upscaler.close()
	}

	def pixels = new FloatProcessor((int) large.dimension(0), (int) large.dimension(1))
	Views.flatIterable(large).eachWithIndex { sample, i -> pixels.setf(i, sample.get()) }
	ImageFiles.save(new ImagePlus(output.name, pixels), output.toPath(), true, Progress.NONE)
}
catch (Throwable failure) {
	System.err.println("upscale_img: " + failure.message)
	System.exit(1)
}
