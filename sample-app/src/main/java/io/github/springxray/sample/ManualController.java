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

package io.github.springxray.sample;

import java.util.Map;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Makes subsegments by hand, with the static methods of the X-Ray SDK. They go beneath
 * the segment of the request.
 */
@RestController
class ManualController {

	@GetMapping("/manual")
	Map<String, String> manual() {
		Subsegment subsegment = AWSXRay.beginSubsegment("subsegment_1");
		try {
			subsegment.putAnnotation("annotation1", "to search for");
			subsegment.putMetadata("metadata1", Map.of("what", "to look at"));
			nested();
		}
		catch (RuntimeException ex) {
			subsegment.addException(ex);
			throw ex;
		}
		finally {
			AWSXRay.endSubsegment();
		}
		return Map.of("message", "4 subsegments made by hand");
	}

	/**
	 * The same with less to write: ends the subsegment and records an exception.
	 */
	private void nested() {
		AWSXRay.createSubsegment("subsegment_2", () -> {
			AWSXRay.createSubsegment("subsegment_3-1", () -> {
			});
			AWSXRay.createSubsegment("subsegment_3-2", () -> {
			});
		});
	}

}
