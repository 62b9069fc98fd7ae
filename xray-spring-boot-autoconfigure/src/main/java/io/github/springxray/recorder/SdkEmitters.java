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

import java.lang.reflect.Field;
import java.net.DatagramSocket;

import com.amazonaws.xray.AWSXRayRecorderBuilder;
import com.amazonaws.xray.emitters.Emitter;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Every recorder of the SDK opens a UDP socket that it neither closes nor lets one close.
 * This reaches for it. Where that is not possible any more, the socket lives until it is
 * garbage collected.
 */
final class SdkEmitters {

	private SdkEmitters() {
	}

	/**
	 * Return the emitter that was set on a builder.
	 */
	static @Nullable Emitter emitterOf(AWSXRayRecorderBuilder builder) {
		return (Emitter) read(builder, AWSXRayRecorderBuilder.class, "emitter");
	}

	/**
	 * Close the socket of an emitter that the SDK has created.
	 */
	static void close(Emitter emitter) {
		if (read(emitter, emitter.getClass(), "daemonSocket") instanceof DatagramSocket socket) {
			socket.close();
		}
	}

	private static @Nullable Object read(Object target, Class<?> type, String name) {
		try {
			Field field = ReflectionUtils.findField(type, name);
			if (field == null) {
				return null;
			}
			field.setAccessible(true);
			return field.get(target);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

}
