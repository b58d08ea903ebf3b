//go:build !opencv

package stream

import "github.com/go-bgkit/bgkit/runtime/opencv"

func openCamera(int) (source, error) { return nil, opencv.ErrNotBuilt }

func openFile(string, int) (source, error) { return nil, opencv.ErrNotBuilt }
