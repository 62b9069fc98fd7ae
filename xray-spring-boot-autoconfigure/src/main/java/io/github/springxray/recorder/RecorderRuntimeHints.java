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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.AWSXRayRecorderBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * What is reached by reflection in the SDK, so that a native image keeps it.
 */
final class RecorderRuntimeHints implements RuntimeHintsRegistrar {

	private static final String SDK_EMITTER = "com.amazonaws.xray.emitters.UDPEmitter";

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		ReflectionHints reflection = hints.reflection();
		reflection.registerType(AWSXRay.class, MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerType(AWSXRayRecorder.class, MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerType(AWSXRayRecorderBuilder.class, MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerTypeIfPresent(classLoader, SDK_EMITTER, MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerType(XRayRecorder.class, MemberCategory.UNSAFE_ALLOCATED);
		reflection.registerType(DisabledRecorder.class, MemberCategory.UNSAFE_ALLOCATED);
		reflection.registerTypeIfPresent(classLoader, Development.DEV_TOOLS);
		// Objenesis asks for the constructor that a deserialised object would have
		reflection.registerJavaSerialization(XRayRecorder.class);
		reflection.registerJavaSerialization(DisabledRecorder.class);
	}

}
