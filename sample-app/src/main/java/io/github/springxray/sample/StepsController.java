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

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Subsegment;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The three ways to have subsegments, in one request: by hand, by annotation, and from
 * clients that the starter patches.
 */
@RestController
class StepsController {

	private final Steps steps;

	private final UserTable table;

	private final UserFiles files;

	StepsController(Steps steps, UserTable table, UserFiles files) {
		this.steps = steps;
		this.table = table;
		this.files = files;
	}

	@GetMapping("/steps")
	StepsTaken steps() {
		byHand();
		this.steps.annotated();
		return new StepsTaken(this.table.contains(1), this.files.areReachable());
	}

	private void byHand() {
		Subsegment subsegment = AWSXRay.beginSubsegment("xray_function_sample1");
		try {
			subsegment.putAnnotation("step", 1);
			AWSXRay.createSubsegment("inside_sample1", () -> {
			});
		}
		finally {
			AWSXRay.endSubsegment();
		}
	}

}
