## report

report-good_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：可以投入使用，偶尔抽查即可（F1 { $f1 }%）。
report-fair_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：适合先过一遍，再由人核对（F1 { $f1 }%）。
report-weak_entities = 每 10 个实体大约能找出 { $found } 个，每标出 10 个大约有 { $right } 个正确：目前还不能依赖它（F1 { $f1 }%）。
report-good_labels = 每 10 个标签大约能找到 { $found } 个，给出的每 10 个里大约有 { $right } 个是对的：抽查之下可以使用（F1 { $f1 } %）。
report-fair_labels = 每 10 个标签大约能找到 { $found } 个，给出的每 10 个里大约有 { $right } 个是对的：可以作为初稿，再由人检查（F1 { $f1 } %）。
report-weak_labels = 每 10 个标签大约能找到 { $found } 个，给出的每 10 个里大约有 { $right } 个是对的：还不能依靠它（F1 { $f1 } %）。
report-beats_most_frequent_set = 总是给出最常见的标签能达到 { $baseline } %；这个模型达到 { $reached } %。
report-misses_most_frequent_set = 总是给出最常见的标签能达到 { $baseline } %；这个模型达到 { $reached } %，说明它还没有学会区分这些标签。
report-good_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：可以投入使用，偶尔抽查即可。
report-fair_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：适合先过一遍，再由人核对。
report-weak_texts = { $examples } 条没见过的文本里有 { $f1 }% 分对了：目前还不能依赖它。
report-beats_dictionary = 只靠记住训练数据里的实体能达到 { $baseline }%，这个模型达到 { $reached }%：它学到的不只是一份名单。
report-misses_dictionary = 只靠记住训练数据里的实体就有 { $baseline }%，这个模型是 { $reached }%：还没有超过一份简单的名单。
report-beats_most_frequent = 一律回答最常见的标签能对 { $baseline }%，这个模型能对 { $reached }%。
report-misses_most_frequent = 一律回答最常见的标签就能对 { $baseline }%，这个模型是 { $reached }%：它还没学会区分这些标签。
report-weakest = 最弱的一类是“{ $label }”（F1 { $f1 }%，{ $support } 条样本）。多补充这一类的样本最有帮助。
report-confused = 最常见的混淆：把“{ $gold }”当成“{ $predicted }”，共 { $count } 次。
report-few_examples = 以下类别在这里不到 { $few } 条样本，数字还不可靠：{ $labels }。
report-truncated = 有 { $count } 条文本超出模型能读的长度，只计算了开头部分。
report-stopped_early = 这次训练被你提前停止了；继续训练也许还会更好。

## model

model-absent = 这台电脑上还没有模型“{ $model }”。
    .why = 训练之前需要先下载一次。
    .fix = 打开“模型”页点“下载”，或者换一个已经在本机的模型。
model-unknown = 没有叫“{ $model }”的模型。
    .why = 它既不是目录里的名字，也不是模型站上的名字（作者/名称），也不是本机的文件夹。
    .fix = 从列表里选一个模型，或检查文件夹路径。
model-no_config = { $folder } 里没有 config.json。
    .why = 缺了它就无法知道这些文件是哪一种模型。
    .fix = 请选择同时含有 config.json、model.safetensors 和分词器文件的文件夹。
model-broken_config = 读不懂 { $folder } 里的 config.json。
    .why = 文件已损坏，或者不是语言模型的配置。
    .fix = 重新下载或复制这个模型。
model-has_code = { $folder } 要求运行它自带的程序代码。
    .why = 模型自带的代码可能在这台电脑上做任何事，所以 Moore Studio 从不运行。
    .fix = 请选择标准类型的模型，例如 BERT、RoBERTa 或 DeBERTa。
model-pickle_only = { $folder } 的权重只有不安全的格式。
    .why = 这类文件（pickle）可能藏有程序代码，所以 Moore Studio 只读取 safetensors。
    .fix = 换用带有 model.safetensors 的版本，或向作者索取。
model-no_weights = { $folder } 里没有权重。
    .why = 缺少 model.safetensors，可能是下载或复制中断了。
    .fix = 重新下载或复制这个模型。
model-no_tokenizer = { $folder } 里没有分词器。
    .why = 缺了它就无法把文本切成模型认识的片段。
    .fix = 把分词器文件（tokenizer.json 或 vocab.txt）也复制进这个文件夹。
model-broken = 无法加载模型“{ $model }”。
    .why = 文件之间不匹配，或者这类模型尚不支持。
    .fix = 重新下载，或换一个模型。
model-hash_differs = 起步模型被改动过。
    .why = 它的权重不是这个版本自带的那一份。
    .fix = 重新运行一次安装，就能恢复。

## cards of methods

method-full = 训练全部参数
    .line = 模型的每一个权重都从你的数据中学习，通常效果最好。
method-lora = 只训练少量附加参数（LoRA）
    .line = 新增的小矩阵负责学习，模型本身不变。更省内存，精度略低。
method-frozen = 只训练最后一层
    .line = 模型负责阅读，只有最后一层学习。最快，适合先看看效果。

## cards of models

model-starter = 起步模型（MiniLM）
    .line = 小巧、快速，已在本机。能读英文，最适合第一次尝试。
model-scratch-tiny = 从零开始（微型）
    .line = 只从你自己的文本学起，什么语言都行。不用下载，但要有足够多的样本才会好。
model-distilbert = DistilBERT
    .line = 只有 BERT 一半大小，效果接近。英文任务可靠的进阶选择。
model-bert-base = BERT base（区分大小写）
    .line = 经典模型。区分大小写，有助于找人名地名。
model-bert-large = BERT large（区分大小写）
    .line = 是 BERT base 的三倍：难的文本更好，没有显卡会很慢。
model-roberta-base = RoBERTa base
    .line = 用更多文本训练更久的 BERT，英文通常略好。
model-modernbert-base = ModernBERT base
    .line = 较新的英文模型，能一次读很长的文本。
model-deberta-v3-small = DeBERTa v3 small
    .line = 同等大小中英文表现突出。
model-deberta-v3-base = DeBERTa v3 base
    .line = 普通电脑上英文效果往往最好，比 BERT 慢。
model-minilm-l12 = MiniLM（12 层）
    .line = 比起步模型深一倍，依然很快。
model-xlm-roberta-base = XLM-RoBERTa base
    .line = 能读上百种语言，混写也行。
model-xlm-roberta-large = XLM-RoBERTa large
    .line = 多语言里最强，最好有显卡。
model-distilbert-multilingual = DistilBERT 多语言
    .line = 轻量的百语模型。
model-bert-base-chinese = BERT 中文 base
    .line = 中文经典模型，逐字阅读。
model-macbert-base = MacBERT base
    .line = 训练得更好的中文 BERT，值得作为首选。
model-roberta-wwm-ext = RoBERTa-wwm-ext
    .line = 按整词训练的中文 BERT，擅长找实体。
model-roberta-wwm-ext-large = RoBERTa-wwm-ext large
    .line = 大号版本：难的中文文本更好，没有显卡会很慢。
model-rbt3 = RBT3
    .line = 三层的中文 RoBERTa：小而快。

## model downloads

model-not_on_hub = 模型站上没有“{ $model }”。
    .why = 名字写错了、模型已被删除，或者是私有模型。
    .fix = 检查名字（作者/名称）。私有模型请在“设置”里填写访问令牌。
model-gated = 模型“{ $model }”需要先同意条款才能获取。
    .why = 作者要求每个人先在模型站上确认。
    .fix = 用你的账号在模型站上同意条款，再在“设置”里填写访问令牌。
model-not_a_model_file = { $file } 不是模型文件夹，也不是 zip。
    .why = 模型应是一个文件夹或它的 zip，里面有 config.json 和 model.safetensors。
    .fix = 请选择那个文件夹或 zip。
model-archive_refused = 没有解压 { $file }。
    .why = 里面有不安全的内容：{ $reason }。
    .fix = 自己解压并检查后，再选择文件夹。
model-has_link = { $folder } 里有一个链接（{ $file }）。
    .why = 链接可能指向这台电脑的任何地方，所以不会跟随。
    .fix = 用真正的文件替换它。
computer-no_network = 连不上模型站。
    .why = 没有网络、被防火墙或代理挡住，或者模型站地址不对。
    .fix = 检查网络，以及“设置”里的模型站地址和代理。已下载的部分会保留，再点“下载”会接着下。
computer-disk_full = 磁盘空间不够。
    .why = { $needed ->
        [0] 磁盘已满。
       *[other] 需要 { NUMBER($needed, useGrouping: 1) } 字节，只剩 { NUMBER($free, useGrouping: 1) } 字节。
    }
    .fix = 腾出一些空间（例如用“训练记录”页的“清理”），再试一次。什么都没有丢。
download-progress = 正在下载 { $model }
import-progress = 正在复制 { $file }

## contract

place-row = { $file } 第 { $row } 行：
place-row-column = { $file } 第 { $row } 行“{ $column }”列：

state-created = 未开始
state-queued = 排队等待
    .now = 另一个训练正在使用这台电脑，轮到时会自动开始。
queue-place = { $place ->
    [1] 排队中，下一个就是它
   *[other] 排队中，第 { $place } 位
}
state-preparing = 准备中
state-training = 训练中
state-evaluating = 评估中
state-saving = 保存中
state-paused = 已暂停
state-stopping = 正在停止
state-stopped = 已停止
state-done = 已完成
state-failed = 失败
state-lost = 意外中断

recipe-not_a_mapping = { $file } 不是训练方案。
    .why = 训练方案由一行一项的设置组成，例如“task: text-classification”。
    .fix = 换一个文件，或按这种格式书写设置。
recipe-not_yaml = 无法作为训练方案读取。
    .why = 其中的标点或缩进不符合 YAML 规则，具体位置见详细信息。
    .fix = 改正那一行。含冒号或井号的文字要加引号。
recipe-not_utf8 = { $file } 不是 UTF-8 纯文本文件。
    .why = 它是用其他编码保存的，或者根本不是文本。
    .fix = 用编辑器打开，另存为 UTF-8 编码。
recipe-anchor_or_tag = 训练方案使用了锚点或标签。
    .why = 值开头的 &、* 或 ! 代表别的内容，而训练方案要把每一项都写全。
    .fix = 把值完整写出来，或者加上引号。
recipe-duplicate_key = 训练方案中同一项设置出现了两次。
    .why = 无法判断以哪一个为准。
    .fix = 只保留其中一个。
recipe-unknown_key = 没有名为“{ $name }”的设置。
    .why = 训练方案不认识这个名称。
    .fix = 删除这一行，或检查拼写。
recipe-unknown_key_near = 没有名为“{ $name }”的设置。
    .why = 最接近的名称是“{ $near }”。
    .fix = 改为“{ $near }”，或删除这一行。
recipe-missing_key = 缺少设置“{ $name }”。
    .why = 没有它，就不知道用什么数据训练或学习什么。
    .fix = 在训练方案中加上“{ $name }”这一行。
recipe-wrong_type = “{ $name }”不能取值“{ $value }”。
    .why = 这项设置需要另一种类型的值，例如应填数字却写了文字。
    .fix = 改正这个值，或留空以采用建议值。
recipe-not_in_list = “{ $name }”没有选项“{ $value }”。
    .why = 可选的有：{ $known }。
    .fix = 从中选一个，或留空以采用建议值。
recipe-not_a_number = “{ $name }”需要一个普通的数字。
    .why = 无穷大和“非数字”无法参与计算。
    .fix = 输入一个数字，或留空以采用建议值。
recipe-too_small = “{ $name }”取 { $value } 太小。
    .why = 可用的最小值是 { $minimum }。
    .fix = 取 { $minimum } 或更大的值。
recipe-too_large = “{ $name }”取 { $value } 太大。
    .why = 可用的最大值是 { $maximum }。
    .fix = 取 { $maximum } 或更小的值。
recipe-not_a_multiple = “{ $name }”不能取 { $value }。
    .why = 只能取 { $multiple } 的倍数。
    .fix = 选一个 { $multiple } 的倍数。

run-unreadable = 无法读取这次训练的 { $file }。
    .why = 文件缺失、损坏，或内容与名称不符。
    .fix = 从备份恢复训练文件夹，或删除这次训练。其他训练不受影响。
run-newer_format = 这次训练由更新版本的 Moore Studio 创建。
    .why = 当前版本还不认识它的格式。
    .fix = 更新 Moore Studio。
run-path_outside = 这次训练指向自己文件夹之外的文件：{ $file }。
    .why = 训练文件夹可能来自陌生人，因此不会碰它以外的任何文件。
    .fix = 使用你信任的人提供的训练文件夹。
run-owned = 这次训练正由其他程序处理。
    .why = { $host } 上的进程（编号 { $pid }）正占用它。
    .fix = 等它结束，或先将它停止。
run-live = 现在不能删除这次训练。
    .why = 它还在进行中。
    .fix = 先停止它。
run-other_host = 这次训练正在 { $host } 上运行。
    .why = 无法从这里结束另一台电脑上的程序。
    .fix = 到 { $host } 上停止，或发出停止请求。
run-not_provable = 没有结束这次训练的程序。
    .why = 无法证明它属于这次训练，而其他程序绝不会被结束。
    .fix = 稍等片刻再看。如果电脑很慢，可在系统的任务列表中结束它。
run-not_started = 训练没有开始。
    .why = 程序还没开始工作就退出了（退出码 { $code }）。
    .fix = 重新开始。如果再次出现，保存支持文件并发给我们。
run-differs = 训练方案与这次训练开始时的不同。
    .why = 不同之处：{ $names }。继续训练只能沿用最初的设置。
    .fix = 不带训练方案即可继续，或者开始新的训练。
run-not_waiting = “{ $run }”不在排队。
    .why = 它已经开始、已经结束，或已被移出队列。
    .fix = 查看它的状态。已停止的训练可以用“继续”重新排队。
run-not_resumable = 这次训练没有可以继续的内容。
    .why = { $state ->
        [done] 它已经完成。
       *[other] 它还没有开始过。
    }
    .fix = 开始新的训练。
run-not_finished = 这次训练还没有模型。
    .why = 训练完成或停止后才有模型。
    .fix = 等它完成，或将它停止，之后就有模型可用。
run-ended_now = 你结束了这次训练。
    .why = 请它停止之后，它一直没有结束。最近的检查点之后所做的丢失了。
    .fix = 选择“继续”。训练会从最近的检查点接着进行。
run-lost_memory = 电脑内存耗尽，训练中断。
    .why = 系统为保护其他程序结束了它{ $peak ->
        [0] {""}
       *[other] （最多用了 { $peak } GB）
    }。
    .fix = 关闭其他程序，或选择更小的模型或批大小，然后选择“继续”。训练会从最近的检查点接着进行。
run-lost_signal = 训练被外部结束。
    .why = 有别的程序结束了它（信号 { $signal }），例如系统、任务列表或注销。
    .fix = 选择“继续”。训练会从最近的检查点接着进行。
run-lost_crash = 训练崩溃了。
    .why = 程序在某个底层库中出错（信号 { $signal }），位置见详细信息。
    .fix = 选择“继续”。如果再次崩溃，保存支持文件并发给我们。
run-lost_exit = 训练没有得到结果就结束了。
    .why = 程序意外退出（退出码 { $code }），最后的输出见详细信息。
    .fix = 选择“继续”。如果再次出现，保存支持文件并发给我们。
run-lost_restart = 电脑重启或断电，训练中断。
    .why = 最后一次有动静是 { $heard }，此后电脑重新启动过。
    .fix = 选择“继续”。训练会从最近的检查点接着进行。
run-lost_unwatched = 训练和照看它的程序都被结束了。
    .why = 最后一次有动静是 { $heard }，没有留下能说明原因的东西；常见的原因是内存耗尽或注销。
    .fix = 关闭其他程序，然后选择“继续”。训练会从最近的检查点接着进行。
run-lost_elsewhere = 这次训练原本在另一台电脑上进行。
    .why = 它在 { $host } 上进行，最后一次有动静是 { $heard }。训练在那里中断了，或者文件夹是在训练途中复制的。
    .fix = 如果 { $host } 上仍在训练，就等它在那里结束；否则选择“继续”，训练会从最近的检查点接着进行。
run-lost_unknown = 训练中断了。
    .why = 没有留下能说明原因的东西：相关文件缺失或损坏。
    .fix = 选择“继续”。训练会从最近的检查点接着进行。

project-unreadable = 无法读取这个项目的 { $file }。
    .why = 文件缺失或损坏。
    .fix = 从备份恢复，或删除这个项目。其他项目和所有训练不受影响。
project-newer_format = 这个项目由更新版本的 Moore Studio 创建。
    .why = 当前版本还不认识它的格式。
    .fix = 更新 Moore Studio。

data-table_unreadable = { $file } 无法作为样本表读取。
    .why = 文件缺失、损坏，或属于其他类型。
    .fix = 重新打开数据，会重新读取。

computer-read_only = Moore Studio 无权在此写入{ $file ->
        [none] {""}
       *[other] ：{ $file }
    }。
    .why = 文件夹或磁盘受写保护，或属于其他账户。
    .fix = 允许写入该位置，或把 STUDIO_HOME 设为你自己的文件夹。
computer-no_memory = 电脑内存不足。
    .why = 这一步需要的内存超过了空闲内存。
    .fix = 关闭其他程序，或选择更小的模型、批大小或文件。
computer-file_trouble = 无法使用某个文件或文件夹{ $file ->
        [none] {""}
       *[other] ：{ $file }
    }。
    .why = 系统拒绝了操作，原话见详细信息。
    .fix = 确认磁盘已连接、文件夹存在，然后重试。
computer-index_unusable = 无法打开训练列表。
    .why = 文件夹受写保护，或磁盘已满。
    .fix = 允许写入 { $file } 并腾出空间。训练本身没有受到影响。

defect-unexpected = Moore Studio 内部出错。
    .why = 这是程序的问题，不是你的数据的问题。
    .fix = 重试一次。如果再次出现，保存支持文件并发给我们。
defect-child_ended = Moore Studio 的一个辅助程序自行退出了。
    .why = 它崩溃了，或被系统结束（退出码 { $code }）。
    .fix = 重试一次。如果再次出现，保存支持文件并发给我们。
defect-unknown_call = Moore Studio 的这一部分不认识请求“{ $call }”。
    .why = 不同版本的部件在一起运行。
    .fix = 关闭 Moore Studio，重新安装后再启动。

advice-asked = 这是你选择的值。
advice-usual = 常用的值，很少需要改动。
advice-method_full = 训练全部权重通常效果最好。
advice-batch_size = 16 适合大多数模型和电脑。
advice-warmup_ratio = 训练的前十分之一放缓步伐，以免模型忘掉已有的知识。
advice-precision_auto = 选择这台电脑上最快且不损失效果的方式。
advice-early_stopping = 连续几次评估没有进步时，训练会自动结束。
advice-seed = 数字相同，结果就相同。
advice-device_auto = 使用这台电脑上最快的设备。
advice-epochs_scratch = 从零开始的模型需要把数据看很多遍。
advice-epochs_small = { $examples } 条样本不多，所以让模型多读几遍。
advice-epochs_medium = { $examples } 条样本读三遍通常就够了。
advice-epochs_large = 有 { $examples } 条样本，读两遍就够了。
advice-learning_rate_scratch = 从零开始的小模型可以大步学习。
advice-learning_rate_few_weights = 参与学习的权重少，每一步可以大一些。
advice-learning_rate_small_model = 小模型适合稍大的步伐。
advice-learning_rate_large_model = 大模型适合小步学习。
advice-max_length = 最长的文本有 { $words } 个词，放得下。
advice-max_length_long = 最长的文本有 { $words } 个词，模型一次会读到它的上限。

knob-task = 任务
    .help = 模型要学会做什么。
knob-method = 方法
    .help = 模型中有多少权重参与学习。全部参与通常最好，少一些则更省内存。
knob-epochs = 训练轮数
    .help = 模型把全部训练样本读几遍。
knob-learning_rate = 学习率
    .help = 每一步学习的幅度。太大无法稳定，太小则非常慢。
knob-batch_size = 批大小
    .help = 每走一步之前平均看多少条样本：句子短就多看几条，长就少看几条。
knob-warmup_ratio = 预热比例
    .help = 学习率从零升起的阶段占整个训练的比例。
knob-weight_decay = 权重衰减
    .help = 让权重保持较小，有助于应对新文本。
knob-lr_schedule = 学习率变化
    .help = 预热之后学习率怎样变化。
knob-optimizer = 优化器
    .help = 权重按什么规则更新。
knob-max_length = 最大长度
    .help = 模型一次读多少个词元（词的片段）。越长越占内存和时间。
knob-max_grad_norm = 梯度上限
    .help = 单步幅度不超过此值，避免个别异常批次造成破坏。0 表示不限。
knob-dropout = 随机丢弃率
    .help = 学习时随机断开的连接比例，防止模型死记硬背。
knob-precision = 精度
    .help = 计算的精确程度。半精度在许多显卡上更快。
knob-evaluations_per_epoch = 每轮评估次数
    .help = 用验证样本测试模型的频率。每次测试都要花一些时间。
knob-early_stopping = 提前停止
    .help = 连续多少次评估没有进步就结束训练。0 表示从不。
knob-lora_rank = LoRA 秩
    .help = 附加部分的大小。越大学得越多，也越占内存。
knob-seed = 随机种子
    .help = 随机数的起点。种子相同，结果就相同。
knob-device = 设备
    .help = 由谁来计算：处理器或显卡。
knob-kind = 划分方式
    .help = 怎样挑选验证和测试样本。

unit-examples = 条样本
unit-tokens = 个词元
unit-evaluations = 次评估

choice-task-token-classification = 找出文本中的实体
choice-task-text-classification = 给文本分类
choice-task-multi-label-classification = 给文本加多个标签
choice-method-full = 训练全部权重
choice-method-frozen = 只训练最后一层
choice-method-lora = 训练小型附加部分（LoRA）
choice-lr_schedule-linear = 均匀下降
choice-lr_schedule-cosine = 按余弦曲线下降
choice-lr_schedule-constant = 保持不变
choice-optimizer-adamw = AdamW
choice-optimizer-sgd = SGD
choice-precision-auto = 自动
choice-precision-fp32 = 全精度（fp32）
choice-precision-bf16 = 半精度（bf16）
choice-precision-fp16 = 半精度（fp16）
choice-device-auto = 自动
choice-device-cpu = 处理器
choice-device-cuda = NVIDIA 显卡
choice-device-mps = Apple 显卡
choice-kind-random = 随机
choice-kind-stratified = 标签比例一致
choice-kind-grouped = 同组不拆开
choice-kind-time = 最新的用于测试

## notices

run-request_taken = { $kind ->
    [stop] 已收到停止请求。
    [pause] 已收到暂停请求。
    [resume] 继续训练。
    [save_now] 正在保存检查点。
   *[other] 已收到你的请求。
}
run-waits = 排队中：这个设备上前面还有 { $count } 个训练（含正在进行的）。
run-on_battery = 这台电脑正在用电池供电（{ $percent }%）。接上电源，否则训练可能中断。
run-may_sleep = 无法阻止休眠，训练期间这台电脑可能会睡眠。
notify-done = 训练完成
    .body = “{ $title }”已完成，报告可以查看了。
notify-failed = 训练失败
    .body = “{ $title }”没有完成，打开它查看原因。
notify-battery = 正在用电池训练
    .body = “{ $title }”正在训练，但这台电脑已拔下电源（{ $percent }%）。

## report file

report-overall = 总体
report-classes = 各个类别
report-confusion = 谁被当成了谁
    .help = 行是正确答案，列是模型的回答，对角线上是答对的。
report-curve = 学习过程
report-mistakes = 答错的样本
    .help = 模型最有把握却答错的排在前面。
report-place = 位置
report-gold = 正确答案
report-predicted = 模型的回答
report-settings = 本次训练的设置
figure-name = 指标
figure-value = 数值
figure-meaning = 含义
figure-label = 标签
figure-support = 样本数
figure-interval = 可能范围
    .help = 按这里的样本数量，真实的 F1 有 95% 的可能落在这个范围内。
figure-f1 = F1 值
    .help = 用一个数字同时反映找得全不全、标得准不准。
figure-precision = 精确率
    .help = 它标出来的，有多少是对的。
figure-recall = 召回率
    .help = 该找的，它找到了多少。
figure-micro_f1 = F1（微平均）
    .help = 用一个数字同时反映找得全不全、标得准不准，按全部样本计算。
figure-macro_f1 = F1（宏平均）
    .help = 各类别取平均：少见的类别和常见的同样重要。
figure-weighted_f1 = F1（加权）
    .help = 各类别按样本数加权平均。
figure-accuracy = 准确率
    .help = 单个判断答对的比例；找实体时，实体以外的词也计算在内。
baseline-dictionary = 只靠记忆（F1）
    .help = 只记住训练数据里的实体能达到的水平。
baseline-most_frequent = 最常见的标签
    .help = 一律回答最常见的标签能达到的水平。
confusion-missed = 漏掉
confusion-invented = 多标
curve-train = 训练损失
curve-validation = 验证损失
run-no_report = “{ $run }”还没有报告。
    .why = 训练结束或被停止时才会写报告。
    .fix = 等它完成，或者停止它：停止的训练也会有报告。

model-no_studio_json = { $folder } 不是用 Moore Studio 训练的。
    .why = 缺少 studio.json（说明文本如何切成词），或文件已损坏。
    .fix = 请选择 Moore Studio 里完成的训练。


## training

task-token-classification = 在文本中找实体
    .line = 逐词标出人名、地名、产品、症状等。
task-text-classification = 给文本分类
    .line = 给每条文本一个标签，例如主题或意图。
task-multi-label-classification = 给文本加多个标签
    .line = 给每条文本所有合适的标签，例如涉及的主题；都不合适就不给。

run-saved = 检查点已保存。
run-stopped_gaining = 最近 { $evaluations } 次评估都没有进步，训练到此结束。第 { $step } 步之后的模型最好。
run-stopping = 将在第 { $step } 步之后停止：正在写入检查点、目前最好的模型和一份简短报告，大约需要 { $seconds } 秒。
run-stopped_before_training = 训练还没开始就停止了，所以还没有模型。选择“继续”会从头开始。
run-measured_in_part = 为了尽快停止，报告只依据 { $total } 条样本中的前 { $examples } 条。
run-disk_full = 磁盘已满（{ $folder } 还剩 { $free } MB），训练暂停。请腾出一些空间，例如用“训练记录”页的“清理”：有空间后会自动继续，什么也不会丢。
run-disk_free = 磁盘又有空间了，训练继续。
run-not_exact = 训练从检查点继续，但不会与没有中断时逐位相同，因为{ $reason ->
    [hardware] 换了一台电脑（现在是 { $now }，原来是 { $before }）
    [cores] 现在有 { $now } 个处理器核心，原来有 { $before } 个
    [version] {" "}{ $name } 的版本从 { $before } 变成了 { $now }
    [compiled] 模型经过编译
   *[device] 这个设备（{ $now }）做加法的顺序不固定
}。差别只在舍入误差之内。
run-checkpointing = 内存不足，从第 { $step } 步起，各层的中间结果不再保留，而是再算一遍。时间大约多三分之一，学到的内容不变。
run-went_back = 训练在第 { $step } 步失控：损失不再是数字。已回到第 { $from_step } 步，用一半的学习率继续。
run-micro_batch_halved = 第 { $step } 步内存不足。之后每次同时读取 { $size } 条，而不是 { $before } 条；每一步学到的内容不变。
run-best_lost = 最佳评估（第 { $step } 步）的检查点丢失或损坏，因此使用最新的权重。
run-data_missing = { $file } 不见了。
    .why = 这次训练用的就是这个文件，只有数据不变才能继续。
    .fix = 把文件放回原处，或者新建一次训练。
run-data_changed = 训练开始之后，{ $file } 被改动过。
    .why = 换了数据再继续，得到的结果谁也说不清。
    .fix = 恢复文件原来的版本，或者新建一次训练。

training-not_finite = 训练在第 { $step } 步失控：损失变成了 { $loss }，已经不是数字。
    .why = 对这个模型和数据来说步子太大，或者精度太低。
    .fix = 用更小的学习率，或把精度设为“全精度（fp32）”，再新建一次训练。
training-bad_label = 有一条样本的标签在模型里没有位置。
    .why = 它是 { $label } 号标签{ $tags ->
        [0] {""}
       *[other] （在{ $split ->
            [test] 测试
            [validation] 验证
           *[other] 训练
        }样本中），而模型只区分 { $tags } 个标签，从 0 开始数
    }。
    .fix = 重新打开数据，检查标签，然后开始新的训练。如果再次出现，保存支持文件并发给我们。
training-bad_index = 模型遇到了一个没有位置的数字。
    .why = 某个标签、文本片段或位置超出了这个模型的范围，多半是它的分词器属于另一个模型。
    .fix = 换一个模型。想在详细信息里看到更多，可以把设备改为处理器训练一次。
training-nothing_to_learn = 没有可以学习的内容。
    .why = 训练数据里没有一个模型读得进去的样本。
    .fix = 到“数据”页看看文本和标签是不是取自正确的位置。

computer-no_device = 这台电脑没有“{ $device }”。
    .why = 可以用来训练的有：{ $known }。
    .fix = 选其中一个，或者选“自动”。
computer-disk_low = 磁盘空间可能不够完成这次训练。
    .why = 检查点和模型大约需要 { $needed } MB，现在剩余 { $free } MB。
    .fix = 腾出一些空间（“训练记录”里的“清理”），或换一个更小的模型。
computer-device_lost = 显卡在这次训练中停止了工作。
    .why = 它出了故障、被驱动程序重置，或已经断开；原话见详细信息。
    .fix = 选择“继续”，训练会从最近的检查点接着进行。如果再次出现，重启电脑、更新显卡驱动，或改用处理器开始新的训练。
computer-no_gpu_memory = 显卡内存不够了。
    .why = 这个模型加上现在的批大小和文本长度，超出了显卡剩余的内存。
    .fix = 减小批大小或最长文本，换一个更小的模型，或改用处理器。

advice-device_found = 这台电脑上最快的设备（{ $name }）。
advice-precision_fp32 = 在这个设备上，全精度最稳妥。
advice-precision_measured_half = 在这台电脑上测得：{ $half } 所需的时间是全精度的 { $percent } %。
advice-precision_measured_full = 在这台电脑上测得：{ $half } 所需的时间是全精度的 { $percent } %，好处不大，所以用全精度。
advice-precision_half = 在这块显卡上，半精度快得多，结果一样。
advice-packing_architecture = 文本需要补齐：这种模型没有测试过不补齐的做法。
advice-packing_attention = 文本需要补齐：模型自带另一种注意力算法。
advice-packing_compiled = 文本需要补齐：模型已经编译。
advice-packing_device = 文本需要补齐：这个设备没有不用补齐的快速注意力算法。
advice-packing_dropout = 文本需要补齐：在显卡上，只看邻近词的注意力加上随机丢弃，就离不开补齐；丢弃率为 0 时可以不用。
advice-packing_heads = 文本需要补齐：显卡的快速注意力算法读不了这个模型的注意力头宽度。
advice-packing_outputs = 文本需要补齐：模型设置为同时给出内部状态。
advice-packing_precision = 文本需要补齐：只有半精度才能不用补齐。
advice-packing_prompt = 文本需要补齐：这种方法在每条文本前学习一段提示。

forecast-estimated = 根据模型和数据的大小估算，还没有实测。
forecast-measured = 时间：在这台电脑上实测 { $steps } 步得出。内存和磁盘：按模型和数据算出。

## ui

duration-seconds = { $count } 秒
duration-minutes = { $count } 分钟
duration-hours = { $hours } 小时{ $minutes ->
        [0] {""}
       *[other] {" "}{ $minutes } 分钟
    }

language-en = 英文
language-zh = 中文
language-many = 多种语言

template-names-in-news = 找出新闻里的名称
    .line = 标出人名、机构、地点、产品和日期。
template-customer-messages = 给客户留言分类
    .line = 判断每条留言在说什么，从退款到表扬。
template-notes-in-chinese = 找出中文记录里的要点
    .line = 只从你的文本学起：无需下载，任何语言都行。
project-pasted = 粘贴的文本

advice-model_starter = 它懂英文，已经在这台电脑上，几分钟就能练好。
advice-model_scratch = 它从你的文本里学习词语，适合任何语言，也不用下载。

usage-setting_invalid = 设置“{ $name }”的值无效，已恢复为默认值。
    .why = “{ $value }”不能用作它的值。
    .fix = 如果需要别的值，请到“设置”里重新设定。
usage-setting_refused = 这里不能用“{ $value }”。
    .why = 地址要以 http:// 或 https:// 开头（代理也可以用 socks5://），并且不含空格。
    .fix = 请改正，或者留空。
usage-settings_unreadable = 无法读取你的设置，已全部恢复为默认值。
    .why = 文件 settings.json 已损坏。
    .fix = 到“设置”里重新选择语言、外观和网络。项目和训练记录不受影响。
computer-no_keyring = 这台电脑无法保存访问令牌。
    .why = 系统没有可用的密钥环，而令牌绝不会写进文件。
    .fix = 打开系统的密钥环，再输入一次令牌。其他功能不受影响。
defect-window = 这个窗口出了问题。
    .why = 这是程序的错误，与你的数据无关。你输入的内容已经保存。
    .fix = 可以继续使用。如果再次出现，请复制详细信息发给我们。
defect-window_ended = Moore Studio 上次意外退出了。
    .why = 详细信息里写明了位置。训练不依赖窗口，会继续进行；你输入的内容也已保存。
    .fix = 可以继续使用。如果再次出现，请复制详细信息发给我们。
## commands

commands-about = 用你自己的文本，在你自己的电脑上微调语言模型。不带命令时打开窗口。
commands-debug = 同时显示错误的追踪信息
commands-version = 显示版本
commands-json = 输出一个 JSON 对象
commands-force = 文件已存在时替换它
commands-run = 训练记录的编号，或它的文件夹
commands-train = 按训练方案在终端里训练模型
commands-train_recipe = 训练方案（YAML）
commands-train_run = 训练文件夹（省略时在训练库中新建）
commands-train_queue = 交给队列后立即返回
commands-train_resume = 继续 --run 指定的训练
commands-inspect = 说明数据文件是什么、有什么问题
commands-inspect_file = 数据文件
commands-predict = 用训练好的模型给整个文件打标签
commands-predict_input = 要打标签的文件（CSV、TSV、XLSX、JSONL、CoNLL、TXT）
commands-predict_out = 要写入的文件
commands-predict_text_column = 文本所在的列（省略时按内容判断）
commands-report = 把训练报告写成一个 HTML 文件
commands-report_out = 要写入的 HTML 文件
commands-queue = 列出排队等待的训练，并调整顺序
commands-queue_first = 让这个训练排到最前
commands-queue_cancel = 把这个训练移出队列
commands-models = 列出模型目录和本机已有的模型
commands-support = 写出支持文件：版本、硬件和日志，不含数据
commands-support_out = 要写入的 zip

commands-run_folder = 训练文件夹：{ $folder }
commands-queued = 已加入队列，轮到时开始训练。
commands-woken = 重启之前还有 { $count } 个训练在排队，现在继续等待。
commands-queue_line = { $place ->
    [0] 正在进行
   *[other] { $place }.
} { $title }（{ $run }）· { $device } · { $state }
commands-queue_empty = 没有排队的训练。
commands-queue_asleep = 重启之后，其中有的训练还没有恢复排队。打开窗口，或再次使用 studio train --queue，它们就会继续等待。
commands-stopping = 正在停止，会保留目前最好的模型。10 秒内再按一次 Ctrl+C 可立即结束。
commands-ended = 已立即结束。从最近的检查点继续：studio train --run { $folder } --resume
commands-stopped = 已停止。继续训练：studio train --run { $folder } --resume
commands-not_ended = 训练还没有开始接收请求，一开始接收就会停止。
commands-done = 已完成，用时 { $time }。
commands-model = 模型：{ $folder }
commands-report_hint = 生成网页报告：studio report { $folder } --out report.html
commands-written = 已写入：{ $file }
commands-progress = 第 { $epoch } 轮 · 第 { $step } 步，共 { $total } 步
commands-loss = 损失 { $loss }
commands-speed = 每秒 { $speed } 条样本
commands-time_left = 大约还需 { $time }
commands-evaluated = 第 { $step } 步：{ $figures }
commands-seconds = { $count } 秒
commands-minutes = { $count } 分钟
commands-hours = { $hours } 小时 { $minutes } 分钟
commands-class = 类别
commands-precision = 精确率
commands-recall = 召回率
commands-f1 = F1 值
commands-support_column = 样本数
commands-overall = 总体（微平均）
commands-split = { $split ->
    [test] 测试
    [validation] 验证
   *[other] 训练
}样本上的指标（{ $examples } 个）：
commands-file = { $path }：{ $format }{ $encoding ->
    [none] {""}
   *[other] ，{ $encoding }
}
commands-task = 任务：{ $task ->
    [token-classification] 找出实体（词元分类）
    [text-classification] 文本分类
    [multi-label-classification] 多标签文本分类
   *[other] 没有适合的任务。{ $reason }
}
commands-examples = 样本：{ $examples } 个（{ $splits }）
commands-scheme = 标注方式：{ $scheme }
commands-labels = 标签：{ $labels }
commands-columns = 列：{ $columns }
commands-more = ……还有 { $count } 个
commands-model_line = { $title }（{ $id }）· { $state ->
    [here] 已在本机
    [partial] 下载了一部分
    [importable] 可以导入
   *[other] 未下载
}
commands-looks = 值得一看：
commands-passed = 检查通过：{ $checks }
commands-stops = 需要先解决：

usage-arguments = 无法理解这条命令。
    .why = 某个部分缺少、多余，或不认识。
    .fix = 查看用法：{ $command } --help
usage-folder_not_empty = { $file } 不是空文件夹。
    .why = 新的训练需要自己的文件夹，不会覆盖任何内容。
    .fix = 换一个文件夹，或用 --resume 继续其中的训练。
usage-file_unreadable = 无法读取 { $file }。
    .why = 它不存在，或者没有打开的权限。
    .fix = 检查名称和权限。
usage-file_exists = { $file } 已经存在。
    .why = 未经允许不会覆盖任何文件。
    .fix = 换一个名称，或用 --force 允许覆盖。
usage-same_file = 输入和输出是同一个文件。
    .why = 结果会覆盖它的来源。
    .fix = 给输出换一个名称。
usage-resume_needs_run = --resume 需要和 --run 一起使用。
    .why = 不清楚指的是哪一次训练。
    .fix = 写明它的文件夹：studio train --run 文件夹 --resume
usage-no_recipe = 没有训练方案。
    .why = 新的训练需要一份方案。
    .fix = 写明文件：studio train 方案.yaml
usage-no_such_run = 没有名为“{ $run }”的训练。
    .why = 训练库中没有它，它也不是训练文件夹。
    .fix = 检查编号或路径。编号就是 { $folder } 中各文件夹的名称。
usage-no_window = 无法打开窗口。
    .why = 这台电脑缺少它需要的一个库，名称见详细信息。
    .fix = 重新运行 packaging/bootstrap.py，或使用命令：studio --help

model-damaged_download = { $file } 下载后已损坏。
    .why = 校验值和模型站给出的不一致，可能是传输途中被改动。
    .fix = 请重新下载，损坏的文件已删除。

## page data

split-train = 训练
    .help = 模型从这些样本中学习。
split-validation = 验证
    .help = 训练中用来观察：看学到什么程度就够了。
split-test = 测试
    .help = 先放在一边，最后用来评判训练好的模型。
data-examples = { $shown } 条样本
data-kinds-token-classification = { $count } 种实体
data-kinds-text-classification = { $count } 个标签
data-kinds-multi-label-classification = { $count } 个标签，一条文本可有多个
data-kinds-unsupported = 暂时没有合适的任务
data-read_as = 格式：{ $format }
format-conll = CoNLL（一词一行）
format-delimited = 表格（CSV、TSV）
format-jsonl = JSON 行
format-plain = 纯文本
format-spreadsheet = 电子表格
delimiter-comma = 逗号
delimiter-semicolon = 分号
delimiter-tab = 制表符
delimiter-bar = 竖线

advice-dropout_scratch = 文本不多时，新模型容易死记硬背，多遮住一些能避免。


## data

data-file_missing = 找不到文件 { $file }。
    .why = 它可能被移动、改名，或者本来就不存在；路径从配方所在的文件夹算起。
    .fix = 重新选择文件，或改正路径。
data-is_folder = 文件夹 { $file } 里没有找到数据。
    .why = 文件夹里可以放表格或标注数据、brat 的文本，或者每类一个放文本文件的文件夹；其他文件不读取。
    .fix = 选择直接放数据的文件夹，或者其中的一个文件。
data-file_changing = 读取时 { $file } 发生了变化。
    .why = 别的程序正在写这个文件，读到的内容会新旧混杂。
    .fix = 等那个程序写完，再重新打开文件。
data-empty_file = { $file } 是空的。
    .why = 里面只有空白，可能是保存时中断了。
    .fix = 换一个文件，或从原来的地方重新保存。
data-no_rows = { $file } 里没有样本。
    .why = 只有列名或空行，下面没有内容。
    .fix = 添加样本，或换一个文件。
data-not_a_file = { $file } 不是普通文件。
    .why = 它是设备或管道，内容可能没有尽头。
    .fix = 把数据另存为文件，再选择那个文件。
data-lines_absent = { $name } 里少了 { $count } 行。
    .why = 词和标签分在两个文件里，必须逐行对应。
    .fix = 补上缺少的行，或从另一个文件里删掉对应的行。
data-quote_open = 这一行有一个引号没有配对。
    .why = 它后面的内容（可能有很多行）都会算进同一个单元格。
    .fix = 补上或删掉这个引号；如果文件到这里就断了，请重新获取。
data-header_short = 第一行只有 { $found } 个列名，下面的行却有 { $expected } 个单元格。
    .why = R 写出的文件就是这样：第一列没有名字。
    .fix = 如果不是这样，请在第一行写全列名。
data-lines_above = 列名上方有 { $count } 行没有读入。
    .why = 标题、备注和“sep=”不是表格的行。
    .fix = 如果不对，请删掉这一行；或者点“更正”，说明第一行是数据。
data-binary = { $file } 不是能读取的类型。
    .why = 它的内容既不是文本，也不是认识的表格，可能是程序、声音或模型。
    .fix = 把文本另存为 CSV、Excel（xlsx）、JSON Lines 或 CoNLL，再选择那个文件。
data-format_unknown = 不认识格式“{ $name }”。
    .why = 可用的有：{ $known }。
    .fix = 在 data.read.format 里写其中一个，或留空让程序判断。
data-delimiter_invalid = “{ $delimiter }”不能用来分隔列。
    .why = 分隔符是单个字符，例如逗号、分号或制表符。
    .fix = 在 data.read.delimiter 里写一个字符，或留空让程序判断。
data-encoding_unknown = 没有名为“{ $encoding }”的编码。
    .why = 不认识这个编码名称。
    .fix = 写 utf-8、gb18030、latin-1 这样的名称，或留空让程序判断。
data-wrong_encoding = 这个文件不是 { $encoding } 编码。
    .why = 这一行的字节不是 { $encoding } 里的字符；文件看起来是 { $likely }。
    .fix = 改选 { $likely }，或留空让程序判断。
data-encoding_doubtful = { $file } 按 { $encoding } 读取，但它看起来像 { $likely }。
    .why = 所有字节在两种编码下都成立，所以文字可能显示错误。
    .fix = 看一下预览。如果文字奇怪，就选 { $likely }。
data-broken_characters = 这个文件里有些字符已损坏。
    .why = 少数字节不是 { $encoding }，显示为 �，其余内容不变。
    .fix = 检查这一行和类似的行；如果重要，就从原来的地方重新保存文件。
data-sheet_absent = { $file } 里没有工作表或表“{ $sheet }”。
    .why = 有：{ $known }。
    .fix = 选择其中一个。
data-spreadsheet_protected = { $file } 有密码保护。
    .why = 没有密码就读不到单元格。
    .fix = 用 Excel 打开，去掉密码后另存，再选择那个文件。
data-spreadsheet_broken = { $file } 不能作为电子表格读取。
    .why = 文件已损坏，或者根本不是电子表格。
    .fix = 用 Excel 或 LibreOffice 打开，另存为 xlsx，再选择那个文件。
data-spreadsheet_too_large = 没有打开 { $file }。
    .why = { $megabytes ->
        [0] 填了值的单元格相距太远，要保存 { NUMBER($cells, useGrouping: 1) } 个单元格。
       *[other] 它解压后有 { $megabytes } MB，远超同样大小的正常表格。
    }
    .fix = 如果信得过它，就用 Excel 打开并另存为 CSV。
data-ragged_line = 这一行有 { $found } 列，其他行有 { $expected } 列。
    .why = 这种文件每行是一个词和它的标注，列数相同；缺了标注或多了空格就对不上。
    .fix = 在编辑器里改正这 { $count } 行并保存。
data-ragged_row = 这一行有 { $found } 个单元格，表格有 { $expected } 列。
    .why = 含有分隔符的文本要放在引号里，否则会被拆成几个单元格。
    .fix = 给这 { $count } 行的文本加上引号，或换一个分隔符。
data-short_row = 有 { $count } 行的单元格太少：这一行只有 { $found } 个，应有 { $expected } 个。
    .why = 末尾缺少的单元格当作空白；如果缺的在中间，后面的内容就对错了列。
    .fix = 把这一行和第一行对照一下，补上缺少的内容。
data-duplicate_column = 有两列都叫“{ $column }”。
    .why = 列名不同才能区分。
    .fix = 这里把第二列叫做“{ $renamed }”；也可以在文件里改名。
data-not_json = 这一行不是 JSON 对象。
    .why = JSON Lines 的每一行是花括号里的一个对象；这一行不完整，或是别的内容。
    .fix = 改正或删除这 { $count } 行。
data-column_absent = { $file } 里没有“{ $name }”这一列。
    .why = 它的列有：{ $known }。
    .fix = 从中选一列作为 { $role }。
data-label_column_missing = { $file } 里没有标签列。
    .why = 给文本分类时，每条文本的标签要单独占一列。现有的列：{ $known }。
    .fix = 添加名为“label”的列，或指明哪一列是标签。
data-text_column_missing = { $file } 里没有文本列。
    .why = 没有哪一列像是可供学习的文本。现有的列：{ $known }。
    .fix = 添加名为“text”的列，或指明哪一列是文本。
data-tag_column_missing = { $file } 里没有标注。
    .why = 要找出名称，每个词都要有 B-PER、O 这样的标注，或每条文本有一份标记位置的列表。
    .fix = 选择带标注的文件，或指明哪一列是标注。
data-text_pairs = { $file } 里是成对的文本。
    .why = 现有的列：{ $known }。分类每次只读一条文本，无法确定是哪一列。
    .fix = 指明哪一列是文本。
data-text_missing = 有 { $count } 行没有文本。
    .why = 单元格是空的，没有可学的内容。
    .fix = 已略过。如果本该有文本，就补上。
data-label_missing = 有 { $count } 行没有标签。
    .why = 单元格是空的，不知道正确答案。
    .fix = 已略过。如果本该有标签，就补上。
data-text_not_text = 这一行的文本不是文字。
    .why = 单元格里是列表或对象。
    .fix = 在这 { $count } 行里直接写文本。
data-label_not_text = 这一行的标签不是单个标签。
    .why = 单元格里是列表或对象；每条文本只能学一个标签。
    .fix = 在这 { $count } 行里只写一个标签。
data-tags_uneven = 这一行有 { $tokens } 个词和 { $tags } 个标注。
    .why = 每个词正好要有一个标注，两者都必须是文字。
    .fix = 改正这 { $count } 行。
data-several_tags = 这个词有几个标注：{ $tag }。
    .why = 每个词只能学一个标注。
    .fix = 只用了 { $kept }；这样的词一共有 { $count } 个。
data-tags_repaired = 有 { $count } 个标注接着一个没有开头的实体，第一个在“{ $word }”（{ $tag }）。
    .why = 在 { $scheme } 规则里，实体的开头有自己的标注。
    .fix = 已按开头理解，没有丢失实体。如果每个细节都重要，就检查一下。
data-tags_mixed = 有的标注说明实体从哪里开始，有的没有。
    .why = { $prefixed } 个标注带有 B-、I- 这样的开头，{ $bare } 个只有类别名。
    .fix = 全部都会读取；连续的同类词算作一个实体。统一写法更可靠。
data-scheme_io = 标注没有说明实体从哪里开始。
    .why = 在这种规则（IO）里，相邻的两个同类实体看起来是一个。
    .fix = 通常不用处理；如果这种情况重要，就用 B- 标出开头。
data-scheme_unknown = 没有名为“{ $name }”的标注规则。
    .why = 可用的有：{ $known }。
    .fix = 选择其中一个，或留空让程序判断。
data-span_unreadable = 这一行的标记位置读不出来。
    .why = 每个位置要写成起点、终点和标签，例如 [0, 5, "PER"]。
    .fix = 改正这 { $count } 行。
data-span_outside = 有一个标记位置（{ $span }）超出了文本。
    .why = 文本有 { $length } 个字符；位置从 0 数起，终点要在起点之后。
    .fix = 改正这 { $count } 处数字。它们可能是按字节数的。
data-span_empty = 有一个标记位置（{ $span }）里只有空白。
    .why = 里面没有可学的词。
    .fix = 改正或删除它；这样的位置一共有 { $count } 处。
data-span_overlap = 这一行有两个标记位置重叠（{ $span } 和 { $kept }）。
    .why = 每个词只能有一个标注，所以位置不能共用一个词。
    .fix = 保留了较长的那个（{ $kept }）；这样的一共有 { $count } 处。如果两个都要学，就分开标记。
data-span_inside_word = 有 { $count } 行的标记位置从词的中间开始或结束。
    .why = 新文本是按整词切分的，这样的位置在新文本里更难找到。
    .fix = 已在那里把词切开，位置保持准确。看看数字是否差了几个。
data-fraction = { $name } 是 { $value }。
    .why = 比例表示留出多少样本：从 0 到 0.9，两者合计也是。
    .fix = 写 0.1 这样的数字。
data-split_kind = 不能按“{ $kind }”划分。
    .why = 可用的有：{ $known }。
    .fix = 选择其中一个，或直接给出验证和测试文件。
data-not_yet = { $name } 还不能使用。
    .why = 这个版本只读取文件。
    .fix = 把数据存成文件，写在 data.train 里。
data-task_unknown = 没有名为“{ $name }”的任务。
    .why = 可用的有：{ $known }。
    .fix = 选择其中一个。
data-too_few = { $examples ->
    [0] 没有可用的样本。
   *[other] 只有 { $examples } 条样本。
}
    .why = 至少需要 { $needed } 条，一部分用来学习，一部分用来检验。
    .fix = 添加更多样本。每个标签一百条是不错的开始。
data-one_label = 所有样本的标签都是“{ $label }”。
    .why = 只有一个标签，就没有什么可区分的。
    .fix = 添加其他标签的样本，或换一列作为标签。
data-labels_absent = { $examples } 条文本都没有标签。
    .why = 个别文本可以没有标签，但如果全都没有，就没有可学的内容。
    .fix = 选择存放标签的那一列，或者补上标签。
data-no_entities = 没有一个词被标记。
    .why = { $examples } 条样本的标注全是 O，没有可找的内容。
    .fix = 选择有标记的文件，或指明哪一列是标注。
data-rare_label = 有 { $count } 个标签的样本少于 { $needed } 条：{ $labels }。
    .why = 样本太少很难学会，报告里的数字也说明不了什么。
    .fix = 补充这些标签的样本，或把它们合并到别的标签。
data-leak_validation = 验证数据里有 { $count } 条文本也在训练数据里，第一条是“{ $text }”。
    .why = 见过答案的模型看起来比实际更好。
    .fix = 从其中一个文件里删掉它们。
data-leak_test = 测试数据里有 { $count } 条文本也在训练数据里，第一条是“{ $text }”。
    .why = 见过答案的模型看起来比实际更好。
    .fix = 从其中一个文件里删掉它们。
data-only_text = 只有文本，没有标签或标注。
data-only_texts = 有几列文本，但没有标签；目前还没有学习成对文本的任务。
data-only_scores = 只有数值，没有标签；目前还没有学习打分的任务。
data-no_label = 没有哪一列像是标签或标注。
data-output_unknown = { $file } 的扩展名不是已知的格式。
    .why = 扩展名决定写成什么：{ $known }。
    .fix = 换一个以其中之一结尾的文件名。
data-too_many_rows = 电子表格装不下所有的行。
    .why = Excel 最多 { $most } 行。
    .fix = 改为保存成 CSV。
data-cell_too_long = 有一条文本太长，电子表格装不下。
    .why = Excel 每个单元格最多 { $most } 个字符。
    .fix = 改为保存成 CSV。
progress-reading_data = 正在读取文件
progress-writing_data = 正在检查样本
progress-labelling = 正在标注第 { $done } 行，共 { $total } 行
format-csv = 表格（CSV）
format-tsv = 表格（制表符分隔，TSV）
format-xlsx = Excel
format-xls = Excel（xls）
format-ods = OpenDocument
## health checks

progress-checking_health = 正在检查数据
check-missing = 缺失的文本和标签
    .line = 每条样本是否都有文本，以及需要的标签。
    .pass = 每条样本都齐全。
check-duplicates = 重复
    .line = 除大小写和空格外，是否有完全相同的样本。
    .pass = 没有重复的样本。
check-near_duplicates = 几乎相同的文本
    .line = 是否有只差几个词的文本。
    .pass = 没有几乎相同的文本。
check-leakage = 训练与测试分开
    .line = 用来测试的文本，训练时是否已经见过。
    .pass = 用来测试的文本，训练时都没有见过。
check-conflicts = 自相矛盾
    .line = 同一段文本是否有不同的标签。
    .pass = 同一段文本的标签总是一致。
check-label_names = 标签的写法
    .line = 是否有两个标签其实是同一个，只是写法不同。
    .pass = 标签的名称没有看起来像笔误的。
check-balance = 标签是否均衡
    .line = 每个标签的样本是否够学，有没有一个标签压过其他标签。
    .pass = 每个标签的样本都够用，也没有一个标签独大。
check-length = 文本长度
    .line = 文本是否在模型一次能读的长度之内。
    .pass = 每段文本模型都能一次读完。
check-language = 语言
    .line = 所有文本是否是同一种语言。
    .pass = 文本都是同一种语言。
check-tell_tale = 泄露答案的线索
    .line = 编号、日期或其他列是否直接透露了标签。
    .pass = 没有哪一列或固定的开头透露标签。
check-personal = 个人信息
    .line = 邮箱、电话、证件号、银行卡号和姓名。
    .pass = 没有发现个人信息。规则并非万能，把文本交给别人之前请自己再看一遍。
check-markup = HTML 和看不见的字符
    .line = 文本里是否有人看不到的东西。
    .pass = 文本很干净。
data-check_failed = 这项检查没能完成。
    .why = 这是 Moore Studio 的缺陷，与你的数据无关。
    .fix = 其他检查已继续进行，也可以训练。请把详细信息发给我们。
data-cells_missing = 有 { $count } 个单元格是空的：{ $columns }。
    .why = 没有适合这张表的任务，所以不知道是否要紧。
    .fix = 看看数据在途中有没有丢失。
data-text_blank = 有 { $count } 条样本没有文本。
    .why = 里面只有空白，没有可学的内容。
    .fix = 在数据的来源处补上文本，或去掉这些样本。
data-label_blank = 有 { $count } 条样本没有标签。
    .why = 没有人知道正确答案，就学不到东西。
    .fix = 在数据的来源处补上标签，或去掉这些样本。
data-duplicates = 有 { $count } 条样本与别的样本重复，第一条是“{ $text }”。
    .why = 除大小写和空格外，文本和标签都相同（其中 { $exact } 条一字不差）。出现两次就会算两次。
    .fix = 去掉重复的，每种保留第一条。如果出现的次数本身有意义，就保留它们。
data-near_duplicates = 有 { $count } 段文本与标签相同的另一段几乎一样，第一段是“{ $text }”。
    .why = 每 100 个词里至少有 { $percent } 个相同。模型从中学不到新东西，它们却会重复计算。
    .fix = 先看几条。如果只是稍作改动的副本，就去掉它们，每种保留第一条。
data-near_leak = 有 { $count } 段用来测试的文本与训练文本几乎一样，第一段是“{ $text }”。
    .why = 每 100 个词里至少有 { $percent } 个相同，模型等于见过答案，看起来会比实际更好。
    .fix = 先看几条。如果只是稍作改动的副本，就把它们从训练数据里拿掉。
data-conflicts = 有 { $count } 条样本，同样的文本在别处是另一个标签，第一条是“{ $text }”（{ $labels }）。
    .why = 模型被告知两个答案都对，无论它怎么回答，总有一条算错。
    .fix = 逐条改正；或以出现更多的标签为准；或去掉它们。
data-conflicts_entities = 有 { $count } 个句子在不同的地方标注不同，第一句是“{ $text }”（{ $labels }）。
    .why = 词完全相同，标出的实体却不同。无论模型找到什么，总有一条算错。
    .fix = 逐条改正；或以出现更多的标注为准；或去掉它们。
data-labels_joined = 有 { $count } 个单元格像是写了多个标签，例如“{ $label }”。
    .why = 在“{ $mark }”处断开的每一部分也都是标签。照现在这样，每种组合都会当作一个单独的标签来学。
    .fix = 点“更正”，说明多个标签之间用什么符号分隔；如果它们本来就是单独的标签，就保持不变。
data-label_alike = { $labels } 和“{ $to }”（{ $times }）很可能是同一个标签。
    .why = 名称只差一个字母、一个空格、大小写或形近的字符。模型要硬把相同的东西分成两类。
    .fix = 合并为“{ $to }”。如果确实是两个标签，就不用管。
data-imbalance = 每 100 条训练样本里有 { $percent } 条的标签是“{ $label }”。
    .why = 一个永远回答“{ $label }”的模型，100 次里也能对 { $percent } 次。所以看到接近 { $percent } % 的分数，不必高兴得太早。
    .fix = 看报告时不要只看总分，要看每个标签的分数。最有用的是补充其他标签的样本。
data-imbalance_entities = 每 100 个标出的实体里有 { $percent } 个是“{ $label }”。
    .why = 报告里的总分主要反映“{ $label }”找得好不好，几乎看不出其他种类。
    .fix = 看报告时不要只看总分，要看每一类的分数。最有用的是补充其他种类的样本。
data-long_windows = 有 { $count } 段文本超出模型一次能读的长度（估计）。
    .why = 多数模型一次读 { $most } 个词片，最长的文本约有 { $longest } 个。
    .fix = 不用处理：这样的文本会分成有重叠的几段来读，一个词也不会丢，只是稍慢一些。
data-long_cut = 有 { $count } 段文本超出模型一次能读的长度（估计）。
    .why = 多数模型一次读 { $most } 个词片，最长的文本约有 { $longest } 个。后面的会被截掉，约占全部文字的 { $share } %。
    .fix = 如果开头已经说明问题，就不用处理。否则请缩短文本，或选择能读更长文本的模型。
data-languages = 每 100 段文本里有 { $percent } 段是{ $other ->
    [en] 英语
    [zh] 中文
    [ja] 日语
    [ko] 韩语
    [ru] 俄语
    [ar] 阿拉伯语
    [hi] 印地语
    [th] 泰语
    [el] 希腊语
    [he] 希伯来语
    [de] 德语
    [fr] 法语
    [es] 西班牙语
    [it] 意大利语
    [pt] 葡萄牙语
    [nl] 荷兰语
   *[other] 另一种语言
}，其余大多是{ $language ->
    [en] 英语
    [zh] 中文
    [ja] 日语
    [ko] 韩语
    [ru] 俄语
    [ar] 阿拉伯语
    [hi] 印地语
    [th] 泰语
    [el] 希腊语
    [he] 希伯来语
    [de] 德语
    [fr] 法语
    [es] 西班牙语
    [it] 意大利语
    [pt] 葡萄牙语
    [nl] 荷兰语
   *[other] 另一种语言
}{ $others ->
    [1] 。
   *[other] ；除主要语言外共有 { $others } 种语言。
}
    .why = 只懂一种语言的模型看不懂其他语言。
    .fix = 选择懂这些语言的模型，或去掉不该出现的文本。
data-tell_tale_column = “{ $column }”这一列透露了标签：只看它，100 个标签能猜对 { $percent } 个。
    .why = 总猜最常见的标签，100 次只能对 { $majority } 次。模型不读这一列，但文本和标签可能是分批收集的，模型学到的会是文本的来历，而不是内容。
    .fix = 弄清标签与“{ $column }”的关系。不要把这一列并入文本。
data-tell_tale_text = 文本的{ $where ->
    [start] 开头
   *[end] 结尾
}透露了标签，例如“{ $piece }”：只看它，100 个标签能猜对 { $percent } 个。
    .why = 总猜最常见的标签，100 次只能对 { $majority } 次。模型会只学这个记号，遇到没有记号的文本就不行了。
    .fix = 在数据的来源处去掉这个记号。
data-personal = 有 { $count } 段文本似乎含有个人信息{ $email ->
    [0] {""}
   *[other] ，电子邮箱 { $email } 个
}{ $phone ->
    [0] {""}
   *[other] ，电话号码 { $phone } 个
}{ $id_number ->
    [0] {""}
   *[other] ，证件号码 { $id_number } 个
}{ $bank_number ->
    [0] {""}
   *[other] ，银行卡号或账号 { $bank_number } 个
}{ $name ->
    [0] {""}
   *[other] ，姓名 { $name } 个
}。
    .why = 模型可能会把这些信息背下来再泄露出去，而且很多法律禁止使用它们。
    .fix = 遮盖：每一处换成 [EMAIL] 这样的占位符，标签和标注的位置保持不变。
data-html = 有 { $count } 段文本含有 <br>、&amp; 之类的 HTML，第一段是“{ $text }”。
    .why = 这些是给浏览器看的记号，不是词，模型却会当成词来学。
    .fix = 去掉它们，中间的文字会保留。
data-controls = 有 { $count } 段文本含有看不见的字符，第一段是“{ $text }”。
    .why = 复制文本时会带进控制字符和零宽空格，它们会把词切成两半。
    .fix = 去掉它们。
data-damaged = 有 { $count } 段文本含有损坏的字符（�），第一段是“{ $text }”。
    .why = 文件曾用错误的编码读取或保存，这些字符已经丢失。
    .fix = 如果很多，请换一种编码。否则请从来源处重新获取这些文本。

## page train
tile-loss = 损失
    .help = 模型对刚读过的内容错得有多厉害，应该逐渐下降。
tile-micro_f1 = 新样本上的 F1
    .help = 用一个数字同时反映找得全不全、标得准不准，只看它没学过的样本。
tile-learning_rate = 学习率
    .help = 每一步学多少；先短暂上升，再慢慢下降。
tile-samples_per_second = 每秒样本数
    .help = 这台电脑学习的速度。
tile-memory = 内存
    .help = 训练现在占用的内存。
forecast-time = 时间
    .help = 从点“训练”到看到报告。
forecast-memory = 内存峰值
    .help = 训练过程中同时占用的最大内存。
forecast-disk = 磁盘
    .help = 训练时最多占用的空间：模型、检查点和报告；结束后会释放一部分。
forecast-until = 到报告为止
forecast-free = 现有 { $size } 可用
forecast-too_large = 这台电脑的内存可能不够。请换小一点的模型，或减小文本长度。
forecast-no_room = 磁盘可能放不下。请腾出一些空间，或换小一点的模型。
plot-step = 步数
plot-loss = 损失
plot-score = F1 值
plot-train = 训练
plot-validation = 验证
plot-f1 = F1 值
plot-resumed = 从这里接着
plot-best = 最佳

## page report

confusion-cell = 把“{ $gold }”当成“{ $predicted }”：{ $count } 次
confusion-right = “{ $gold }”认对了：{ $count } 次
confusion-missed_cell = 漏掉“{ $gold }”：{ $count } 次
confusion-invented_cell = 把别的内容标成“{ $predicted }”：{ $count } 次
report-class_sentence = { $support } 个“{ $label }”里找到了 { $found } 个；每说 100 次“{ $label }”有 { $right } 次是对的。
report-measured_on = “{ $title }”，在 { $count } 条样本上测得（{ $split }）
report-mistakes_shown = { $count ->
    [0] 没有判错的样本
   *[other] { $shown } 条判错的样本
}
report-examples_shown = { $count ->
    [0] 没有样本
   *[other] { $shown } 条样本
}

## page try

try-cut = 文本超出模型能读的长度，后面 { $count } 个片段没有计入。

## page runs

spare-checkpoints = 已完成训练的检查点
    .line = 只在继续训练时需要，这些训练都已完成。
spare-data = 数据副本
    .line = 以前导入或解压的数据，需要时会用你的文件重新生成；项目和未完成的训练正在用的会保留。
spare-downloads = 没下完的模型
    .line = 保留着可以接着下载；删除后要从头开始。
spare-model = 模型 { $name }
    .line = 导入或下载的模型；以后再用它训练需要重新获取。
spare-trash = 回收站
    .line = 你删除的训练和项目。
spare-windows = 为模型准备好的文本
    .line = 能让训练更快开始；需要时会重新生成。

## page model

model-weights = { $myriads } 万参数

## data desk: health, labels, history

desk-comma = 、
desk-and_more = { $names } 等（另有 { $count } 个）
desk-counted = { $name } · { $count }
desk-passed = { $count } 项检查通过
desk-more_problems = 还有 { $count } 个问题
desk-level = { $level ->
    [stop] 训练前必须解决
    [look] 值得看看
   *[pass] 没有问题
}
desk-sampled = 只抽查了 { $count } 条样本，并非全部。
desk-show_rows = 查看这 { $count } 行
desk-show_first = 查看 { $total } 行中的前 { $count } 行
desk-saved = 已将 { $count } 行保存为 { $file }
desk-remove_labels = 去掉 { $number } 个标签：{ $labels }？
    .why = 只有这些标签的 { $count } 条样本也会去掉。可以在“历史”中撤回。
saved-csv = 逗号分隔的表格（CSV）
saved-tsv = 制表符分隔的表格（TSV）
saved-jsonl = 每行一条样本（JSONL）
saved-xlsx = Excel 工作簿（XLSX）
saved-conll = 逐词标注（CoNLL）
offer-mask_personal = 遮盖个人信息……
offer-drop_duplicates = 去掉 { $count } 条重复样本
offer-drop_near_duplicates = 每组只留一个
offer-drop_leaks = 从训练集中去掉 { $count } 条
offer-settle_conflicts = { $how ->
    [majority] 统一为最常见的标签
   *[drop] 去掉这些文本
}
offer-merge_labels = 将{ $labels }并入{ $to }
offer-drop_labels = 去掉{ $labels }
offer-drop_examples = 去掉 { $count } 行
offer-clean_markup = 去掉网页标记
offer-clean_controls = 去掉这些字符
doing-mask_personal = 正在遮盖{ $kinds }……
doing-drop_duplicates = 正在去掉重复样本……
doing-drop_near_duplicates = 正在去掉近似重复的样本……
doing-drop_leaks = 正在从训练集中去掉验证集和测试集里的文本……
doing-settle_conflicts = 正在处理标签矛盾……
doing-merge_labels = 正在将{ $labels }改为{ $to }……
doing-drop_labels = 正在去掉{ $labels }……
doing-drop_examples = 正在去掉样本……
doing-clean_markup = 正在去掉网页标记……
doing-clean_controls = 正在去掉不可见字符……

## data page: first look, reading, dividing

data-rows = { $shown } 行
data-sentences = { $shown } 个句子
data-read_as_scheme = 格式：{ $format }，{ $scheme }
data-about = 约 { $what }
data-sheet = 工作表“{ $sheet }”
data-no_task = 暂时没有合适的任务
data-filtered = 显示 { $shown } 行：{ $what }
role-text = 文本
    .help = 模型要读的内容。
role-label = 标签
    .help = 整条文本的正确答案。
role-tokens = 词
    .help = 逐个列出的词。
role-tags = 标注
    .help = 每个词一个标注。
role-spans = 标记位置
    .help = 文本中哪里有什么。
role-ignored = 不使用
    .help = 保留在文本旁边，但不参与学习。
role-found = 自动识别为“{ $role }”。要改，请把这个用途指定给别的列。
header-yes = 是列名
header-no = 是数据
encoding-gb18030 = GB18030（中文）
encoding-gbk = GBK（中文）
encoding-big5 = Big5（繁体中文）
encoding-shift_jis = Shift-JIS（日文）
encoding-euc_jp = EUC-JP（日文）
encoding-euc_kr = EUC-KR（韩文）
encoding-windows-1250 = Windows-1250（中欧）
encoding-windows-1251 = Windows-1251（西里尔字母）
encoding-windows-1252 = Windows-1252（西欧）
encoding-latin-1 = Latin-1（西欧）
splitting-stratified = 随机划分，各标签按比例
    .line = 每一部分里，少见的标签都和整体占比相同。适合大多数数据。
splitting-random = 完全随机
    .line = 每条样本机会均等。少见的标签可能在某一部分里缺失。
splitting-grouped = 按某一列整组划分
    .line = 该列取值相同的样本（同一位病人、同一个客户、同一份文档）只会进入同一部分。
splitting-time = 按时间划分
    .line = 依据某一列的日期或编号，最早的用于训练，最新的用于测试。

## data of marked words

format-conllu = CoNLL-U
format-json = JSON
format-cluener = CLUENER
format-doccano = doccano
format-label_studio = Label Studio
format-prodigy = Prodigy
format-spacy = spaCy
format-webanno = WebAnno TSV
format-brat = brat（一个文件夹的文本和标记）
format-parallel = 词和标签分在一个文件夹的两个文件里
format-standoff = brat（一个文本和它的标记）
data-sentence_left_out = 有 { $count } 句没有读入，这里是第一句。
    .why = 其中有损坏的行，缺了词的句子会教错东西。
    .fix = 改正上面指出的行，就不会再漏掉句子。
data-tags_unended = 有 { $count } 个实体缺少 { $scheme } 要求的结尾标注，第一个在“{ $word }”（{ $tag }）。
    .why = 在这种规则里，实体的最后一个词有自己的标注。
    .fix = 仍按在此结束理解，没有丢失实体。如果每个细节都重要，就检查一下。
data-tags_needless = 有 { $count } 个实体用了 { $scheme } 不需要的 B-，第一个在“{ $word }”（{ $tag }）。
    .why = 在这种规则里，B- 只用来隔开相邻的两个同类实体。
    .fix = 仍按开头理解，没有丢失实体。
data-tags_untyped = 标注没有说明实体的类别。
    .why = 有 { $count } 个标注只是一个字母，第一个是“{ $tag }”。
    .fix = 它们算作同一类，名为 { $name }。可以另外取个名字。
data-tags_numbered = 标注是数字，但没有附上名称。
    .why = 无法知道哪个数字代表哪个标注。
    .fix = 把标注写成文字，或者把名称放进文件：一个含有“names”和“data”的对象。
data-tag_number_unknown = 第 { $number } 号标注没有名称。
    .why = 文件给出了 { $known } 个标注的名称，从 0 数起。
    .fix = 改正这 { $count } 行，或者补上名称。
data-json_damaged = 这份 JSON 在第 { $read } 个值之后中断或损坏。
    .why = 第 { $line } 行附近有不符合 JSON 的内容：多了或少了逗号、括号，或者文件没有存完。
    .fix = 在那里改正，或者重新保存。之后的内容没有读入。
data-json_too_large = { $file } 太大，不能一次读入。
    .why = 它是一个没有样本列表的 JSON 对象，读完全部之前什么也用不了。
    .fix = 存成 JSON 行（每行一条样本），或者存成对象的列表。
data-json_comma = 这份 JSON 里有一个列表的末尾多了逗号。
    .why = JSON 的右括号前不能有逗号，但有些程序会写上。
    .fix = 所有的值都读入了。如果别的程序打不开这个文件，就去掉逗号。
data-late_column = “{ $name }”在这一行才第一次出现，离开头很远。
    .why = 列是由最前面的行决定的；这样的有 { $count } 行。
    .fix = 这一列没有读入。如果需要，就把含有它的一行移到文件开头。
data-half_characters = 有 { $count } 行含有半个字符。
    .why = 有些程序把表情符号之类的字符写成两半（\ud83d…），这里只有一半。
    .fix = 那里用 � 代替。如果这些字符重要，就重新导出文件。
data-duplicate_key = 同一个对象里有两个“{ $name }”。
    .why = 只能保留一个值，保留的是最后一个；这样的有 { $count } 行。
    .fix = 如果两个都需要，就用不同的名称。
data-not_accepted = 有 { $count } 条样本没有被接受，没有读入。
    .why = 在 Prodigy 里，对它的回答是“{ $answer }”或其他否定的回答。
    .fix = 如果本意如此，就不用处理。
data-single_answers = 有 { $count } 条样本只逐个接受或拒绝了某些位置。
    .why = 这些文本里没有问到的地方没有标记，但可能也是实体；模型会把它们当作不是实体来学。
    .fix = 想要更好的结果，就把这些文本的实体全部标一遍。
data-not_annotated = 有 { $count } 条文本没有标注，没有读入。
    .why = 没有标记的文本会被当成里面什么都没有。
    .fix = 标注它们，或者保持这样。
data-several_annotations = 有 { $count } 条文本被标注了不止一次。
    .why = 只能学一个答案；第一条文本有 { $number } 个。
    .fix = 用的是第一个。其余的请在标注工具里确定。
data-offsets_inclusive = 有 { $count } 个位置把最后一个字符也算在内（第一个是 { $span }）。
    .why = 随位置给出的词（例如“{ $said }”）说明了这一点。
    .fix = 已按这些词调整，不用处理。
data-offsets_utf16 = 有 { $count } 个位置是按 JavaScript 和 Java 的方式数的（第一个是 { $span }）。
    .why = 那里一个表情符号算两个字符；随位置给出的词（例如“{ $said }”）说明了这一点。
    .fix = 已按这些词调整，不用处理。
data-offsets_bytes = 有 { $count } 个位置是按字节数的（第一个是 { $span }）。
    .why = 随位置给出的词（例如“{ $said }”）说明了这一点。
    .fix = 已按这些词调整，不用处理。
data-span_moved = 有 { $count } 个标记位置与它的词对不上（第一个是 { $span }，“{ $said }”）。
    .why = 这些词在文本的别处，而且只出现一次。
    .fix = 已移到那里。抽看几个以便确认。
data-span_differs = 标记位置（{ $span }）应该是“{ $said }”，那里却是“{ $found }”。
    .why = 标记之后文本改动过，或者位置是用别的方式数的。
    .fix = 改正这 { $count } 处；目前没有读入。
data-span_nested = 一个标记位置（{ $span }）在另一个（{ $kept }）里面。
    .why = 每个词只能有一个标注，所以共用词的两个位置只能学一个。
    .fix = 保留了外面的那个；这样的一共有 { $count } 处。
data-span_blanks = 一个标记位置（{ $span }）的开头或结尾是空白。
    .why = 空白不属于任何词；这样的有 { $count } 处。
    .fix = 里面的词照样标记。如果数字没有差一，就不用处理。
data-span_twice = 同一个位置（{ $span }）标了两次，标签相同。
    .why = 也许是两个人标的，或者导出了两次；这样的有 { $count } 行。
    .fix = 只算一次，不用处理。
data-span_crosses = 有实体（{ $label }）跨越两个句子。
    .why = 每句是一条样本，所以在那里断开；这样的有 { $count } 处。
    .fix = 如果不是标错了，就不用处理。
data-span_pieces = { $name } 里有一个实体分成几段标记（“{ $said }”）。
    .why = 标注只能标出连在一起的词。
    .fix = 这样的一共有 { $count } 处，没有读入。如果要学，就标其中一段。
data-places_wrong = 这一句的位置与文本对不上。
    .why = 文件说明了每个词在哪里，但那里是别的内容。
    .fix = 重新导出文件；有 { $count } 句没有读入。
data-places_absent = { $name } 没有对应的标记文件。
    .why = 没有标记文件的文本也许没有标注过，会让模型以为里面什么都没有。
    .fix = 这样的文本一共有 { $count } 个，没有读入。如果文本里确实什么都没有，就在旁边放一个空的 .ann 文件。
data-pair_absent = { $file } 旁边没有 { $missing }。
    .why = brat 把文本（.txt）和标记（.ann）放在两个同名的文件里。
    .fix = 把两个文件放在同一个文件夹里。
data-text_file_absent = 找不到 { $name } 的文本。
    .why = brat 把文本（.txt）和标记（.ann）放在两个同名的文件里。
    .fix = 把文本放在旁边；有 { $count } 个这样的文件没有读入。
data-places_unreadable = { $name } 里有一行读不出来：{ $line }
    .why = 标记要写成“T1”、制表符、“Name 0 5”、制表符、词。
    .fix = 改正这 { $count } 行。
data-docbin_damaged = { $file } 不能作为 spaCy 的数据读取。
    .why = 它不完整，或者各部分互相对不上。
    .fix = 用 spaCy 重新保存。
data-docbin_too_large = 没有打开 { $file }。
    .why = 它解开后会超过 1 GB。
    .fix = 分成几个小一些的文件保存。
data-docbin_nameless = 这份文档里有词或标签在文件里没有名称。
    .why = spaCy 把词存成数字，拼写另存在一个列表里，列表里缺了几个。
    .fix = 用 spaCy 重新保存文件；有 { $count } 份文档没有读入。

## steps

personal-email = 电子邮箱
personal-phone = 电话号码
personal-id_number = 证件号码
personal-bank_number = 银行卡号或账号
personal-name = 姓名
step-mask_personal = 已遮盖 { $count } 条样本中的{ $kinds }
step-drop_duplicates = 已去掉 { $count } 条重复样本
step-drop_near_duplicates = 已去掉 { $count } 条近似重复的样本
step-drop_leaks = 已从训练集中去掉 { $count } 条在验证集或测试集中也出现的样本
step-settle_conflicts = { $how ->
    [drop] 已去掉 { $count } 条标签互相矛盾的样本
   *[majority] 已给 { $count } 条标签互相矛盾的样本换成最常见的标签
}
step-merge_labels = 已在 { $count } 条样本中把{ $labels }改为{ $to }
step-drop_labels = 已从 { $count } 条样本中去掉{ $labels }
step-edit_label = 已把 { $file } 第 { $row } 行标为{ $labels }
step-edit_spans = 已手动标注 { $file } 第 { $row } 行
step-drop_examples = 已手动去掉 { $count } 条样本
step-clean_markup = 已清除 { $count } 条文本中的 HTML
step-clean_controls = 已清除 { $count } 条文本中的不可见字符
data-step_values = 步骤“{ $step }”的“{ $name }”没有可用的值。
    .why = 数据的处理历史由更新的版本写成，或被手动改过。
    .fix = 在“历史”中撤回这一步，或改正 steps.jsonl 中对应的那一行。
data-step_unknown = 没有名为“{ $name }”的步骤。
    .why = 已有的步骤：{ $known }。
    .fix = 在“历史”中撤回这一步，或使用写下它的那个版本。
data-step_row_gone = 有 { $count } 处修改找不到对应的行了。
    .why = 步骤“{ $step }”对应的行已不存在：文件变了、改了名，或者前面的步骤去掉了这一行。
    .fix = 看看这处修改是否还需要，不需要就在“历史”中撤回。
data-step_unfit = 有 { $count } 处修改和所在的行对不上了。
    .why = 步骤“{ $step }”是针对另一段文本做的；这一行保持原样。
    .fix = 在“历史”中撤回这处修改，重新做一次。
data-step_emptied = 清理之后有 { $count } 条文本什么也没剩下。
    .why = 这些文本里只有步骤“{ $step }”要清除的内容，因此被去掉了。
    .fix = 不用处理。如果你觉得其中应该有文字，可以看看这些行。
data-step_sampled = 只在 { $examples } 条样本的前 { $compared } 条中查找了近似重复。
    .why = 步骤“{ $step }”要记住每条文本的一些特征，更多的内存放不下。
    .fix = 不用处理：完全重复的样本可以在全部样本中去掉。
data-steps_broken = 数据的处理历史无法读取。
    .why = 这一行不是一个步骤。
    .fix = 改正或删去这一行，或者不写 data.steps。
progress-replaying_steps = 正在重做历史中的步骤
progress-writing_file = 正在写入文件
commands-data = 把配方中的数据按全部清理步骤之后的样子写入文件
commands-data_recipe = 要写出其数据的配方
commands-data_out = 要写入的文件（CSV、TSV、XLSX、JSONL、CoNLL）
commands-data_split = 只写这一部分（train、validation 或 test），可以多次给出
commands-data_written = 已写入：{ $file }（{ $count } 条样本）
data-output_without_words = CoNLL 需要带标注的词，而这些数据是带标签的文本。
    .why = CoNLL 文件每行一个词。
    .fix = 换一个以 .csv、.tsv、.xlsx 或 .jsonl 结尾的文件名。
data-split_unknown = 没有名为“{ $name }”的部分。
    .why = 已有的部分：{ $known }。
    .fix = 从中选择，或者不选，把全部写出。

## data: files, folders, archives

format-parquet = Parquet
format-arrow = Arrow
format-sqlite = SQLite 数据库
format-class_folder = 每类一个文件夹
format-folder = 文件夹
format-zip = zip 压缩包
format-compressed = 压缩文件
format-saved_datasets = 保存的数据集
format-hub = 模型库上的数据集
format-xlsb = Excel（xlsb）
format-xlsm = Excel（xlsm）
progress-unpacking = 正在解压
progress-downloading_data = 正在下载数据集
data-encoding_unsure = 无法确定 { $file } 的编码。
    .why = 它不是 Unicode，用哪种旧编码读都不太通顺；{ $encoding } 最合适。
    .fix = 看一下预览。如果文字不对，换一种编码。
data-encoding_few = { $file } 里 ASCII 以外的字符太少，无法确定编码。
    .why = 已按 { $encoding } 读取；换一种编码，同样的字节会是别的字符，也可能只是损坏了。
    .fix = 看一下这一行。如果有字符不对，换一种编码。
data-no_labels = 有 { $count } 行没有标签。
    .why = 这里一段文本可以有任意多个标签，空单元格就当作“一个也没有”来学习。
    .fix = 如果空单元格就是这个意思，不用处理；如果只是漏标了，请补上标签或去掉这些行。
data-zero_characters = 这个文件里有 { $count } 个空字符（代码 0）。
    .why = 这种字符是程序中断或磁盘出错时留下的；没有任何内容因此被截断。
    .fix = 在“数据检查”里去掉不可见字符，或者从来源重新保存文件。
data-mark_inside = 文件中间有 { $count } 个字节顺序标记。
    .why = 这种看不见的标记只该出现在文件开头；出现在中间，是几个文件拼接时留下的，会藏在文本或标签里。
    .fix = 在“数据检查”里去掉不可见字符，或者去掉它后重新保存文件。
data-format_unfit = { $file } 不能作为 { $format } 读取。
    .why = 它的内容是另一种类型。
    .fix = 选择别的格式，或者留空，让程序自己判断。
data-empty_folder = 文件夹 { $file } 是空的。
    .why = 里面没有文件，子文件夹里也没有。
    .fix = 选择别的文件夹，或者把文件放进去。
data-pictures = { $file } 里是图片。
    .why = Moore Studio 学习文本，目前还没有学习图片的任务。
    .fix = 选择含有文本的文件。
data-web_page = { $file } 是网页或带标记的文档，不是表格。
    .why = 它以 <html> 之类的标签开头。有些程序把这样的网页存成以 .xls 结尾的文件。
    .fix = 用 Excel 或浏览器打开，把表格另存为 xlsx 或 CSV。如果它确实是表格，就指定它的格式。
data-spreadsheet_old = { $file } 是 Excel 4 或更早的表格。
    .why = 那个时期的表格已不再支持。
    .fix = 用 LibreOffice 打开，另存为 xlsx，再选择那个文件。
data-document = { $file } 是文档（PDF、Word、幻灯片或邮件）。
    .why = 文档是给人读的整篇文字，不是一行一个的样本。
    .fix = 把文本放进表格（xlsx 或 CSV），每行一条，标签写在旁边。
data-archive_unreadable = { $file } 是这里打不开的压缩包。
    .why = 可以打开 zip、gz、bz2 和 xz；7z、rar 等打不开。
    .fix = 先解压，再选择解压出来的文件或文件夹。
data-table_broken = { $file } 已损坏，或者根本不是 { $format }。
    .why = 保存或复制时中断了，或者被别的程序改写过。读不出的部分从这里指出的那一行开始。
    .fix = 从来源重新复制或保存。
data-no_tables = 数据库 { $file } 里没有表。
    .why = 里面既没有表，也没有视图。
    .fix = 选择别的数据库。
data-files_left_out = 这个文件夹里有 { $count } 个文件没有读取，第一个是 { $name }。
    .why = 样本是各个类别文件夹里的文本文件（.txt）。
    .fix = 如果它们也是样本，就移到所属类别的文件夹里，并让文件名以 .txt 结尾。
data-text_too_large = 文本 { $name } 太大。
    .why = 它有 { $megabytes } MB，一条样本最多 64 MB。
    .fix = 把它拆成几个文件。
data-damaged_document = { $count ->
    [1] { $name } 里有些字符已损坏。
   *[other] { $count } 篇文本里有些字符已损坏，第一篇是 { $name }。
}
    .why = 有几个字节不是 { $encoding } 的字符，或者是空字符（代码 0）。
    .fix = 看一下这篇文本。如果很多文字不对，换一种编码。
data-title_rows = 开头的 { $count } 行被当作标题。
    .why = 它们在表格上方，只填了一个单元格，而下面的行填了好几个。
    .fix = 如果它们属于表格，就点“更正”，说明第一行是数据。
data-merged_cells = 有 { $count } 个单元格按所在的合并单元格填上了值。
    .why = 合并单元格只在第一格里保存值，而每一行都需要它。
    .fix = 如果这个值并不适用于所有行，就在 Excel 里拆分合并单元格并保存。
data-error_cell = { $count ->
    [1] 有一个公式的结果是错误 { $error }。
   *[other] 有 { $count } 个公式的结果是错误，第一个是 { $error }。
}
    .why = 文件保存的是 Excel 最后算出的结果；错误既不是文本也不是标签，所以这一格按空白处理。
    .fix = 在 Excel 里改正公式并保存。
data-other_sheets = 另有 { $count } 个工作表或表没有读取：{ $others }。
    .why = 每次读取一个，现在读的是“{ $sheet }”。
    .fix = 如果样本在别的表里，就点“更正”，选择那个表。
data-archive_refused = 没有解压 { $file }。
    .why = { $reason ->
        [path] 里面有文件会被写到文件夹之外：{ $entry }。
        [link] 里面有链接或设备，而不是文件：{ $entry }。
        [bomb] 解压后会远远大于它应有的大小：{ $entry }。
        [many] 里面的文件超过五十万个。
        [twice] 里面有两个文件同名：{ $entry }。
        [name] 里面有名称太长：{ $entry }。
        [nested] 压缩包里套着压缩包，超过两层：{ $entry }。
       *[other] 里面有不安全的内容：{ $entry }。
    }
    .fix = 如果信得过它，就自己解压、查看，再选择那个文件夹。
data-archive_broken = { $file } 无法解压。
    .why = 它已损坏、不完整，或者用了这里不认识的压缩方式。
    .fix = 重新复制或下载，或者自己解压后选择那个文件夹。
data-archive_protected = { $file } 有密码保护。
    .why = 没有密码就读不到里面的内容。
    .fix = 用密码自己解压，再选择那个文件夹。
data-too_many_files = { $file } 里有 { $count } 个文件。
    .why = 一个数据集最多读取 { $most } 个文件。
    .fix = 把数据放进较少的文件里；每类一个文件夹的文本文件则不限数量。
data-several_files = { $file } 里有 { $count } 个文件。
    .why = 一次只标注一个文件，这样每个文件都有自己的结果。
    .fix = 选择其中的一个文件；压缩包里有多个文件时，请先解压。
data-saved_broken = 无法按 { $file } 读取保存的数据集 { $folder }。
    .why = 它已损坏，或者列出了不在文件夹里的文件，或者只保存了行的顺序而没有保存行。
    .fix = 用 save_to_disk 重新保存，或者另存为 Parquet。
data-dataset_name = “{ $name }”不是数据集的名称。
    .why = 模型库上的数据集写作 owner/name，需要某个版本时在后面加 @ 和版本。
    .fix = 从数据集的页面上复制名称。
data-dataset_not_on_hub = 模型库上没有数据集“{ $name }”。
    .why = 名称或版本写错了，数据集已删除，或者是私有的。
    .fix = 检查名称（owner/name）。私有数据集要在“设置”里填写访问令牌。
data-dataset_gated = 数据集“{ $name }”要先同意条款才能下载。
    .why = 作者要求每个人先在模型库上同意条款。
    .fix = 用你的账号在模型库上同意条款，再把访问令牌填到“设置”里。
data-dataset_no_files = 数据集“{ $name }”里没有能读取的文件。
    .why = 它要运行作者的程序才能生成，而这里从不运行；或者它不含文本，而且模型库没有保存 Parquet 副本。
    .fix = 选择别的数据集，或者下载它的文本，作为文件打开。
data-dataset_configuration = { $asked ->
    [none] 数据集“{ $name }”有好几种配置。
   *[other] 数据集“{ $name }”没有配置“{ $asked }”。
}
    .why = 配置有：{ $known }。
    .fix = 点“更正”，选择其中一个作为工作表（配方里写 data.read.sheet）。
data-dataset_damaged = 下载的 { $file } 已损坏。
    .why = 它和模型库上登记的不一样，途中被改动了。
    .fix = 再试一次；如果还是这样，问题出在网络或镜像上。


## Splits by group and time

progress-splitting_data = 正在划分样本
data-split_column_absent = 没有名为“{ $name }”的其他列可用来划分。
    .why = { $known ->
        [none] 除文本和标签外，这份数据没有其他列。
       *[other] 其他列有：{ $known }。
    }
    .fix = 请选其中一列，或换一种划分方式。
data-split_group_missing = 有 { $count } 行的“{ $by }”是空的，不属于任何一组。
    .why = 不知道属于哪一组的行可能属于任何一组，所以留在训练数据里。
    .fix = 如果这些行也要用于验证或测试，请先填好这一列。
data-split_groups_uneven = “{ $split }”部分有 { $got } 条样本，而不是 { $wanted } 条。
    .why = “{ $by }”相同的样本不能分开，少数几个大组没法按要求划分。
    .fix = 请选组数更多、每组更小的列，或换别的比例。
data-split_time_unreadable = 有 { $count } 行的“{ $by }”读不出时间，第一处是“{ $text }”。
    .why = 能读 2024-03-05、5.3.2024、2024年3月5日 这样的日期，也能读数字；03/05/2024 只有在其他行能看出哪个是月份时才能读。这些行留在训练数据里。
    .fix = 请改成和其他行一样的写法，或让它们留在训练数据里。
data-files_beside = 数据旁边有 { $count } 个文件没有读入，第一个是 { $name }。
    .why = 这里的其他文件从名字看是用于训练和测试的，而这些文件是另一种。
    .fix = 如果它们也是样本，请单独选择它们。
