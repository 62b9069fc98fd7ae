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

package io.github.springxray.entity;

import com.amazonaws.xray.AWSXRayRecorder;
import com.amazonaws.xray.emitters.Emitter;
import com.amazonaws.xray.entities.Entity;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.entities.Subsegment;
import com.amazonaws.xray.entities.TraceID;

/**
 * Where the entities of a contract come from.
 */
interface EntitySource {

	/**
	 * A recorder whose methods begin these entities, and otherwise do what the SDK's do.
	 */
	AWSXRayRecorder recorder(Emitter emitter);

	Segment segment(AWSXRayRecorder recorder, String name, TraceID traceId);

	Subsegment subsegment(AWSXRayRecorder recorder, String name, Entity parent);

}
