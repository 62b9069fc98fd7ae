/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.recorder;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import org.awaitility.Awaitility;

/**
 * A program that says which recorder is the global one in the end.
 */
final class GlobalRecorderProgram {

	private GlobalRecorderProgram() {
	}

	/**
	 * Run the program.
	 * @param arguments what the application does, and the pipe from which names are read
	 */
	public static void main(String[] arguments) throws Exception {
		String mode = arguments[0];
		Path names = Path.of(arguments[1]);
		AWSXRayRecorder own = BareRecorders.create(AWSXRayRecorder.class);
		if (mode.equals("ask")) {
			System.out.println((GlobalRecorder.get() != null) ? "one" : "none");
			System.exit(0);
		}
		if (mode.equals("before")) {
			answer(names, false);
			AWSXRay.setGlobalRecorder(own);
		}
		AWSXRayRecorder ours = XRayRecorder.create(XRayRecorder.class);
		GlobalRecorder.install(ours);
		if (mode.equals("meanwhile")) {
			Thread application = new Thread(() -> AWSXRay.setGlobalRecorder(own));
			application.start();
			Awaitility.await().until(() -> application.getState() != Thread.State.NEW);
			answer(names, true);
			application.join();
		}
		else if (mode.equals("nothing")) {
			answer(names, true);
		}
		AWSXRayRecorder expected = mode.equals("meanwhile") ? own : ours;
		Awaitility.await().until(() -> AWSXRay.getGlobalRecorder() == expected && isDone());
		System.out.println((AWSXRay.getGlobalRecorder() == own) ? "the application's" : "ours");
		System.exit(0);
	}

	private static boolean isDone() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.noneMatch((thread) -> thread.getName().equals("xray-static-api"));
	}

	/**
	 * Let whoever waits for names read them, and whoever comes later.
	 */
	private static void answer(Path names, boolean waiting) throws IOException {
		String known = "127.0.0.1 xray.example.invalid\n";
		Path file = Files.writeString(names.resolveSibling("file"), known);
		if (!waiting) {
			Files.move(file, names, StandardCopyOption.REPLACE_EXISTING);
			return;
		}
		try (OutputStream pipe = Files.newOutputStream(names)) {
			Files.move(file, names, StandardCopyOption.REPLACE_EXISTING);
			pipe.write(known.getBytes(StandardCharsets.US_ASCII));
		}
	}

}
