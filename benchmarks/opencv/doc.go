// Package opencv measures OpenCV in worker processes against OpenCV in the program. Its tests need -tags opencv.
package opencv
