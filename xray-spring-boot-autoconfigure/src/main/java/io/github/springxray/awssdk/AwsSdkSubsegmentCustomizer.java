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

package io.github.springxray.awssdk;

import com.amazonaws.xray.entities.Subsegment;
import software.amazon.awssdk.core.SdkRequest;

/**
 * Callback to change the subsegment of a call of the AWS SDK, such as to put annotations
 * on it. Declare one as a bean.
 */
@FunctionalInterface
public interface AwsSdkSubsegmentCustomizer {

	/**
	 * Change the subsegment of a call before its request is sent. Called once for each
	 * recorded call, however often it is tried, on the thread that makes it. What this
	 * throws is counted and goes no further.
	 * @param subsegment the subsegment
	 * @param request the request, with everything that it holds
	 */
	void customize(Subsegment subsegment, SdkRequest request);

}
