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

package io.github.springxray.sampling;

import java.util.Map;

import com.amazonaws.xray.AWSXRayRecorder;
import org.jspecify.annotations.Nullable;

import io.github.springxray.recorder.GlobalRecorder;

/**
 * The ARN of what the application runs on. It is known in Amazon ECS, as soon as its
 * metadata service has told it.
 */
final class ResourceArn {

	private ResourceArn() {
	}

	/**
	 * Return the ARN, {@code null} if it is not known.
	 */
	static @Nullable String find() {
		AWSXRayRecorder recorder = GlobalRecorder.get();
		Map<String, Object> aws = (recorder != null) ? recorder.getAwsRuntimeContext() : null;
		Object container = (aws != null && aws.get("ecs") instanceof Map<?, ?> ecs) ? ecs.get("container_arn") : null;
		return (container instanceof String arn) ? arn : null;
	}

}
