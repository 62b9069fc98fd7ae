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

package io.github.springxray.document;

import java.util.List;

import com.amazonaws.xray.entities.ThrowableDescription;
import org.jspecify.annotations.Nullable;

/**
 * Prints an exception and its causes as the JVM does. A message is one line, as the next
 * line of one could be taken for a frame or a cause.
 */
final class StackText {

	private StackText() {
	}

	static String of(List<ThrowableDescription> chain, Limits limits) {
		StringBuilder text = new StringBuilder(1024);
		for (ThrowableDescription exception : chain) {
			if (!text.isEmpty()) {
				text.append("Caused by: ");
			}
			text.append((exception.getType() != null) ? exception.getType() : "java.lang.Throwable");
			if (exception.getMessage() != null) {
				text.append(": ").append(line(limits.shorten(exception.getMessage(), limits.text())));
			}
			text.append('\n');
			appendStack(text, exception, limits);
		}
		return text.toString();
	}

	private static void appendStack(StringBuilder text, ThrowableDescription exception, Limits limits) {
		@Nullable StackTraceElement @Nullable [] stack = exception.getStack();
		int frames = (stack != null) ? Math.min(stack.length, limits.frames()) : 0;
		for (int i = 0; i < frames; i++) {
			StackTraceElement frame = stack[i];
			if (frame != null) {
				String label = limits.shorten(frame.getClassName() + "." + frame.getMethodName(), limits.text());
				text.append("\tat ").append(line(label)).append('(');
				text.append((frame.getFileName() != null) ? line(limits.shorten(frame.getFileName(), limits.text()))
						: "Unknown Source");
				if (frame.getLineNumber() > 0) {
					text.append(':').append(frame.getLineNumber());
				}
				text.append(")\n");
			}
		}
	}

	private static String line(String text) {
		String line = text;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c == '\n' || c == '\r') {
				line = line.replace(c, ' ');
			}
		}
		return line;
	}

}
