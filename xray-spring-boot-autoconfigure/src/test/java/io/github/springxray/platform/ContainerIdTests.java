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

package io.github.springxray.platform;

import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerId}.
 */
class ContainerIdTests {

	private static final String ID = TestMachine.CONTAINER;

	@TempDir
	private Path root;

	@ParameterizedTest
	@ValueSource(strings = { "/docker/" + ID, "/ecs/55091c13-b8cf-4801-b527-f4601742204d/" + ID,
			"/ecs/0123456789abcdef0123456789abcdef/" + ID,
			"/kubepods/burstable/pod4f4e7bc0-5e9e-4a8e-9b0f-0a6a7c1f5d3e/" + ID,
			"/kubepods.slice/kubepods-pod1.slice/cri-containerd-" + ID + ".scope",
			"/system.slice/docker-" + ID + ".scope", "/actions_job/" + ID })
	void findsItInTheControlGroup(String path) {
		TestMachine machine = new TestMachine(this.root).file("proc/self/cgroup",
				"11:perf_event:/\n10:memory:" + path + "\n1:name=systemd:" + path + "\n");
		assertThat(ContainerId.of(machine.machine())).isEqualTo(ID);
	}

	@ParameterizedTest
	@ValueSource(strings = { "cd189a933e5849daa93386466019ab50-2495160603", "0123456789abcdef0123456789abcdef-1" })
	void findsThatOfFargateWholly(String id) {
		String task = id.substring(0, 32);
		TestMachine machine = new TestMachine(this.root).file("proc/self/cgroup",
				"1:name=systemd:/ecs/" + task + "/" + id + "\n");
		assertThat(ContainerId.of(machine.machine())).isEqualTo(id);
	}

	@ParameterizedTest
	@ValueSource(strings = {
			"473 456 254:1 /docker/containers/" + ID + "/hostname /etc/hostname rw,relatime - ext4 /dev/vda1 rw",
			"1 2 0:1 /var/lib/docker/containers/" + ID + "/resolv.conf /etc/resolv.conf rw - ext4 /dev/root rw" })
	void findsItInTheMountsWhereTheControlGroupSaysNothing(String mount) {
		TestMachine machine = new TestMachine(this.root).file("proc/self/cgroup", "0::/\n")
			.file("proc/self/mountinfo", "1 2 0:1 / / rw - overlay overlay rw\n" + mount + "\n");
		assertThat(ContainerId.of(machine.machine())).isEqualTo(ID);
	}

	/**
	 * The SDK takes the end of any long line.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "0::/", "0::/user.slice/user-1000.slice/session-2.scope",
			"1:name=systemd:/a-control-group-whose-name-is-much-longer-than-an-id-and-is-none-of-a-container-at-all",
			"1:x:/docker/" + ID + "0", "1:x:/docker/5ADF" })
	void findsNothingElse(String groups) {
		TestMachine machine = new TestMachine(this.root).file("proc/self/cgroup", groups);
		assertThat(ContainerId.of(machine.machine())).isNull();
	}

}
